import { Copy, Image, Play, Plus, Search, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { IconButton } from '@/ui/icon-button';
import { Input } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { NumberField } from '@/ui/number-field';
import { RatioGlyph } from '@/ui/ratio-glyph';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { Slider } from '@/ui/slider';
import { Switch } from '@/ui/switch';
import { Textarea } from '@/ui/textarea';
import styles from './gallery.module.css';
import { Row, Section } from './section';

const RATIOS = ['auto', '1:1', '4:3', '3:2', '16:9', '21:9', '3:4', '9:16'];

export function Controls() {
  return (
    <Section title="Controls">
      <Row title="Buttons">
        <Button variant="primary" icon={<Play />}>
          Run
        </Button>
        <Button icon={<Plus />}>New canvas</Button>
        <Button variant="quiet">Cancel</Button>
        <Button variant="danger" icon={<Trash2 />}>
          Delete
        </Button>
        <Button busy>Saving</Button>
        <Button variant="primary" disabled>
          Run
        </Button>
        <Button disabled>Export</Button>
      </Row>
      <Row title="Sizes">
        <Button size="small" variant="primary">
          Run $0.04
        </Button>
        <Button size="small">Small</Button>
        <Button size="small" variant="quiet">
          Quiet
        </Button>
        <Button size="large" variant="primary">
          Make it
        </Button>
        <Button size="large">Large</Button>
      </Row>
      <Row title="Icons">
        <IconButton label="Undo" keys="mod+z" icon={<Undo2 />} />
        <IconButton label="Copy" icon={<Copy />} pressed />
        <IconButton label="Add" icon={<Plus />} size="small" />
        <IconButton label="Delete" icon={<Trash2 />} disabled />
        <IconButton label="Image" icon={<Image />} size="large" />
      </Row>
      <Row title="Keys">
        <Kbd keys="mod+z" />
        <Kbd keys="mod+shift+enter" />
        <Kbd keys="?" />
        <Kbd keys="escape" />
      </Row>
      <div className={styles.columns}>
        <Words />
        <Numbers />
        <Choices />
      </div>
    </Section>
  );
}

function Words() {
  const [prompt, setPrompt] = useState('A red fox in deep snow, first light, breath in the air');
  return (
    <div className={styles.panel}>
      <Input type="search" aria-label="Search" icon={<Search />} placeholder="Search" trailing={<Kbd keys="/" />} />
      <Field label="Name" hint="Shown on the card.">
        {(control) => <Input {...control} defaultValue="First light" />}
      </Field>
      <Field label="Address" error="An address begins with https://">
        {(control) => <Input {...control} defaultValue="htp:/picture" />}
      </Field>
      <Field label="Prompt">
        {(control) => (
          <Textarea {...control} value={prompt} onChange={(event) => setPrompt(event.target.value)} />
        )}
      </Field>
      <Field label="Switched off">{(control) => <Input {...control} disabled defaultValue="Fixed" />}</Field>
    </div>
  );
}

function Numbers() {
  const [count, setCount] = useState<number | null>(4);
  const [seed, setSeed] = useState<number | null>(null);
  const [strength, setStrength] = useState(0.65);
  const [volume, setVolume] = useState(20);
  return (
    <div className={styles.panel}>
      <Field label="Count" onReset={() => setCount(1)}>
        {(control) => <NumberField {...control} value={count} onChange={setCount} min={1} max={8} />}
      </Field>
      <Field label="Seed">
        {(control) => (
          <NumberField {...control} optional placeholder="Random" value={seed} onChange={setSeed} />
        )}
      </Field>
      <Field label="Duration">
        {(control) => <NumberField {...control} unit="s" value={5} onChange={() => {}} min={1} />}
      </Field>
      <Field label={`Strength ${strength}`}>
        {({ id }) => (
          <Slider id={id} min={0} max={1} step={0.05} value={strength} onChange={setStrength} />
        )}
      </Field>
      <Slider label="Volume" min={0} max={100} unit="%" value={volume} onChange={setVolume} disabled />
    </div>
  );
}

function Choices() {
  const [ratio, setRatio] = useState('16:9');
  const [mode, setMode] = useState('zip');
  const [model, setModel] = useState('offline');
  const [on, setOn] = useState(true);
  return (
    <div className={styles.panel}>
      <Field label="Model">
        {(control) => (
          <Select
            {...control}
            value={model}
            onChange={setModel}
            options={[
              { value: 'auto', label: 'Auto', description: 'The best that is available' },
              {
                title: 'On this machine',
                options: [{ value: 'offline', label: 'Offline preview', trailing: 'Free' }],
              },
              {
                title: 'fal',
                options: [
                  { value: 'flux', label: 'Flux Pro', trailing: '$0.04' },
                  { value: 'nano', label: 'Nano Banana', unavailable: 'Needs FAL_KEY' },
                ],
              },
            ]}
          />
        )}
      </Field>
      <Field label="Ratio">
        {() => (
          <Segmented
            label="Ratio"
            labels="below"
            value={ratio}
            onChange={setRatio}
            segments={RATIOS.map((value) => ({
              value,
              label: value,
              icon: <RatioGlyph ratio={value} />,
            }))}
          />
        )}
      </Field>
      <Field label="Lists">
        {() => (
          <Segmented
            label="Lists"
            value={mode}
            onChange={setMode}
            segments={[
              { value: 'zip', label: 'Side by side' },
              { value: 'cross', label: 'Every pair' },
            ]}
          />
        )}
      </Field>
      <Switch checked={on} onChange={setOn}>
        Keep the seed
      </Switch>
      <Switch checked={false} onChange={() => {}}>
        Loop
      </Switch>
      <Select
        label="Small"
        size="small"
        quiet
        value={model}
        onChange={setModel}
        options={[{ value: 'offline', label: 'Offline preview' }]}
      />
    </div>
  );
}
