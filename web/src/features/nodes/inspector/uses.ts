/** What a reference may be for; the server says it to the model (`koda/nodes/prompts.py`). */

export const USES: readonly { readonly use: string; readonly title: string }[] = [
  { use: 'subject', title: 'Subject' },
  { use: 'character', title: 'Character' },
  { use: 'face', title: 'Face' },
  { use: 'pose', title: 'Pose' },
  { use: 'object', title: 'Object' },
  { use: 'style', title: 'Style' },
  { use: 'composition', title: 'Composition' },
  { use: 'background', title: 'Background' },
  { use: 'palette', title: 'Colors' },
];

/** The input whose pictures may be for something. */
export const REFERENCE = 'reference';
