/** The sections of the settings about who may come in. */
import { Section } from '../section';
import { Keys } from './keys';
import { Log } from './log';
import { People } from './people';

export function AccessSections() {
  return (
    <>
      <Section title="People and devices" note="The browsers that are signed in as you.">
        <People />
      </Section>
      <Section title="API keys" note="For programs and scripts. Each may only what you let it.">
        <Keys />
      </Section>
      <Section title="Log" note="Who came in, and what was given or taken away.">
        <Log />
      </Section>
    </>
  );
}
