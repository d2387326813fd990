/** Who can make something here, and what the others lack. */
import { ChevronRight } from 'lucide-react';
import { api } from '@/api/koda-api';
import { rateWords, readCard } from '@/core/models';
import { Badge } from '@/ui/badge';
import { TypeIcon } from '@/ui/value-type';
import { NotLoaded } from './not-loaded';
import { groupByProvider, type ProviderOffer } from './offers';
import styles from './providers.module.css';
import { useLoaded } from './use-loaded';
import { withVariables } from './variables';

const loadCatalog = () => api.getCatalog();

export function Providers() {
  const loaded = useLoaded(loadCatalog);
  if (!loaded.value) return <NotLoaded loaded={loaded} height={160} />;
  return (
    <ul className={styles.list}>
      {groupByProvider(loaded.value.models).map((provider) => (
        <li key={provider.id}>
          <Provider provider={provider} />
        </li>
      ))}
    </ul>
  );
}

function Provider({ provider }: { provider: ProviderOffer }) {
  const { models, missing } = provider;
  return (
    <div className={styles.provider}>
      <details>
        <summary>
          <ChevronRight className={styles.arrow} />
          <span className={styles.title}>{provider.title}</span>
          <span className={styles.count}>
            {models.length === 1 ? '1 model' : `${models.length} models`}
          </span>
          {provider.isAvailable ? (
            <Badge tone="success">Ready</Badge>
          ) : (
            <Badge tone="warning">Not set up</Badge>
          )}
        </summary>
        <ul className={styles.models}>
          {models.map((model) => (
            <li key={model.id}>
              <TypeIcon type={model.modality} />
              <span className={styles.name}>{model.title}</span>
              <span className={styles.price}>{rateWords(readCard(model))}</span>
              {typeof model.description === 'string' && (
                <span className={styles.description}>{model.description}</span>
              )}
            </li>
          ))}
        </ul>
      </details>
      {missing && (
        <p className={styles.missing}>{withVariables(missing)} Add it under Connections.</p>
      )}
    </div>
  );
}
