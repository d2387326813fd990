/** Does what a repair of broken wires says, as one step that undo takes back. */
import type { Broken, Repair } from '@/core/repair';
import { modelParameter } from '@/core/spec';
import type { CanvasDocument } from '@/sync/canvas-document';

export function mend(document: CanvasDocument, broken: Broken, repair: Repair): void {
  const ids = broken.edges.map((edge) => edge.id);
  if (repair.kind === 'remove') {
    document.removeEdges(ids);
  } else if (repair.kind === 'move') {
    document.step(() => {
      document.removeEdges(ids);
      for (const { source, output, target } of broken.edges) {
        document.connect({ source, output, target, input: repair.input.name });
      }
    });
  } else {
    const name = modelParameter(broken.spec);
    if (name !== null) document.setParameters(broken.node, { [name]: repair.model });
  }
}
