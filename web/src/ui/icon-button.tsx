/** A button that is only an icon: it always has a name, shown as a tooltip with its keys. */
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '@/lib/class-names';
import { ariaKeys } from '@/lib/keys';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip';
import type { TooltipSide } from './tooltip-registry';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  label: string;
  icon: ReactNode;
  keys?: string;
  /** For a button that stays in: whether it is. */
  pressed?: boolean;
  size?: 'small' | 'medium' | 'large';
  side?: TooltipSide;
};

export function IconButton({
  label,
  icon,
  keys,
  pressed,
  size = 'medium',
  side,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys} side={side}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys && ariaKeys(keys)}
        className={classNames(styles.button, styles[size], className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
