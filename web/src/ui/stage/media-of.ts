/** Fetches the files that a film shows, so that the closed frame need not (and cannot). */
import type { ProjectMedium } from '@/core/animation-project';

export type PostedMedium = ProjectMedium & { readonly blob: Blob };

/** Sound is heard in the rendered film only. */
export async function mediaOf(
  media: readonly ProjectMedium[],
  mediaUrl: (asset: string) => string,
  signal: AbortSignal,
): Promise<PostedMedium[]> {
  const seen = media.filter(({ type }) => type !== 'audio');
  return Promise.all(
    seen.map(async (medium) => {
      const answer = await fetch(mediaUrl(medium.asset), { signal });
      if (!answer.ok) throw new Error(`The file ${medium.name} cannot be had.`);
      return { ...medium, blob: await answer.blob() };
    }),
  );
}
