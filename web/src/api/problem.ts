/** An error the server answered with, or that it could not be reached. */
import type { Json } from '@/core/values';

export type ProblemBody = {
  code: string;
  detail: string;
  remedy: string;
  retryable: boolean;
  fields: Record<string, Json>;
};

/** `status` is 0 when there was no answer. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;
  readonly retryable: boolean;
  readonly fields: Record<string, Json>;

  constructor(status: number, body: ProblemBody) {
    super(body.detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body.code;
    this.remedy = body.remedy;
    this.retryable = body.retryable;
    this.fields = body.fields;
  }

  /** Whether the same request may succeed later, with nothing changed. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function unreachable(): ApiProblem {
  return new ApiProblem(0, {
    code: 'unreachable',
    detail: 'Koda does not answer.',
    remedy: 'Check that it is running; your work is kept here until then.',
    retryable: true,
    fields: {},
  });
}

/** Read an answer that is not ok; a body that is no problem document gives a plain one. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => null)) as Partial<ProblemBody> | null;
  return new ApiProblem(response.status, {
    code: body?.code ?? 'http',
    detail: body?.detail ?? `Koda answered ${response.status}.`,
    remedy: body?.remedy ?? '',
    retryable: body?.retryable ?? response.status >= 500,
    fields: body?.fields ?? {},
  });
}
