/** Shows what the session has to say: what happened, what was kept, what to do. */
import { useEffect } from 'react';
import { useNotices, useSession } from '@/sync/use-session';
import { toast } from '@/ui/toasts';

export function Notices(): null {
  const session = useSession();
  const notices = useNotices();
  useEffect(() => {
    for (const { id, text, remedy } of notices) {
      toast(text, remedy ? { words: remedy, milliseconds: 9000 } : {});
      session.dismiss(id);
    }
  }, [session, notices]);
  return null;
}
