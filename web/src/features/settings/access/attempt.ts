/** Does something at the server, and says in the corner why if it does not work. */
import { ApiProblem } from '@/api/problem';
import { toast } from '@/ui/toasts';

/** Gives none if the server refused. */
export async function attempt<Result>(act: () => Promise<Result>): Promise<Result | null> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    // Not known any more: the page that asks who is there stands here now.
    if (error.status !== 401) toast(error.message, { tone: 'error', words: error.remedy });
    return null;
  }
}
