/** Prompts that make something like the film: to be copied, or put on the canvas. */
import { Copy, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { WrittenPrompt } from '@/core/motion-analysis';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Menu } from '@/ui/menu';
import { copyText } from '../../results/result-actions';
import { useCloseLarge } from '../agent-body-frame';
import styles from './prompt-cards.module.css';
import { Section } from './section';

type Props = {
  prompts: readonly WrittenPrompt[];
  /** What a prompt can be wired into, as the entry of a menu. */
  maker: string | null;
  isWriting: boolean;
  onAdd: (prompt: WrittenPrompt, withMaker: boolean) => void;
};

export function PromptCards({ prompts, maker, isWriting, onAdd }: Props): ReactNode {
  if (prompts.length === 0) return null;
  return (
    <Section title={prompts.length > 1 ? 'Prompts' : 'Prompt'}>
      <ol className={styles.prompts}>
        {prompts.map((prompt, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: prompts are only added, in their order
          <li key={place} className={styles.card}>
            <div className={styles.head}>
              <h4>{prompt.title || `Prompt ${place + 1}`}</h4>
              {isWriting ? null : (
                <span className={`${styles.tools} nodrag`}>
                  <IconButton
                    size="small"
                    label="Copy the prompt"
                    icon={<Copy />}
                    onClick={() => void copyText(prompt.prompt, 'Prompt copied')}
                  />
                  <AddMenu prompt={prompt} maker={maker} onAdd={onAdd} />
                </span>
              )}
            </div>
            <p className="nodrag">{prompt.prompt}</p>
            {prompt.negative ? <p className={styles.without}>Without: {prompt.negative}</p> : null}
          </li>
        ))}
      </ol>
    </Section>
  );
}

type AddProps = Pick<Props, 'maker' | 'onAdd'> & { prompt: WrittenPrompt };

function AddMenu({ prompt, maker, onAdd }: AddProps): ReactNode {
  const close = useCloseLarge();
  const add = (withMaker: boolean): void => {
    close();
    onAdd(prompt, withMaker);
  };
  const button = (
    <Button
      size="small"
      icon={<Plus />}
      data-for="edit"
      onClick={maker ? undefined : () => add(false)}
    >
      Add to canvas
    </Button>
  );
  if (!maker) return button;
  return (
    <Menu
      align="end"
      entries={[
        { title: 'As text', onSelect: () => add(false) },
        { title: `As text into a new ${maker}`, onSelect: () => add(true) },
      ]}
    >
      {button}
    </Menu>
  );
}
