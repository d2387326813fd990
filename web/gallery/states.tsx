import { ImagePlus, Zap } from 'lucide-react';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { ProgressLine } from '@/ui/progress-line';
import { SaveBadge } from '@/ui/save-badge';
import { Skeleton } from '@/ui/skeleton';
import { Spinner } from '@/ui/spinner';
import styles from './gallery.module.css';
import { Row, Section } from './section';

export function States() {
  return (
    <Section title="States">
      <Row title="Saving">
        <SaveBadge look="saved" words="Saved" />
        <SaveBadge look="saving" words="Saving" />
        <SaveBadge look="offline" words="Offline, 3 edits kept here" reason="Koda does not answer." />
        <SaveBadge look="refused" words="Last edit undone" reason="It was too large." />
        <SaveBadge look="read_only" words="Read only" />
      </Row>
      <Row title="Badges">
        <Badge>Offline preview</Badge>
        <Badge tone="accent">New</Badge>
        <Badge tone="success" icon={<Zap />}>
          From cache
        </Badge>
        <Badge tone="warning">Changed</Badge>
        <Badge tone="error">Failed</Badge>
      </Row>
      <Row title="Waiting">
        <Spinner />
        <div style={{ width: 160 }}>
          <ProgressLine label="Run" fraction={0.4} />
        </div>
        <div style={{ width: 160 }}>
          <ProgressLine label="Run" fraction={null} />
        </div>
        <Skeleton width={160} height={12} />
        <Skeleton width={72} ratio={1} radius="var(--radius-control)" />
      </Row>
      <div className={styles.panel}>
        <EmptyState
          icon={<ImagePlus />}
          title="No canvases yet"
          action={<Button variant="primary">New canvas</Button>}
        >
          Say what you want to make, or begin with an empty one.
        </EmptyState>
      </div>
    </Section>
  );
}
