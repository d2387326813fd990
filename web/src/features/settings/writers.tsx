/** Which language model answers for what. */
import { api } from '@/api/koda-api';
import type { ConfigResponse } from '@/api/types';
import { Facts } from './facts';
import { NotLoaded } from './not-loaded';
import { useLoaded } from './use-loaded';
import { withVariables } from './variables';
import styles from './writers.module.css';

const ROLES: Record<string, string> = {
  enhancer: 'Prompts',
  storyboard: 'Storyboards',
  concept: 'Concepts',
  product_shot: 'Product shots',
  analyzer: 'Films',
  animator: 'Animations: plan',
  animation_coder: 'Animations: code',
};

const loadConfig = (): Promise<ConfigResponse> => api.getConfig();

export function Writers() {
  const loaded = useLoaded(loadConfig);
  if (!loaded.value) return <NotLoaded loaded={loaded} height={160} />;
  const { isConfigured, roles } = loaded.value.config.text;
  return (
    <>
      <Facts
        facts={Object.entries(roles).map(([role, writer]) => [
          ROLES[role] ?? role,
          <Writer key={role} writer={writer} />,
        ])}
      />
      {!isConfigured && (
        <p className={styles.note}>
          No language model is connected: rules write. Add a key under Connections, and a model
          does.
        </p>
      )}
    </>
  );
}

function Writer({ writer }: { writer: { title: string; unavailable: string } }) {
  if (!writer.unavailable) return writer.title;
  return (
    <>
      {writer.title}
      <span className={styles.problem}>Cannot be used: {withVariables(writer.unavailable)}</span>
    </>
  );
}
