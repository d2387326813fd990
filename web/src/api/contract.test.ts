/** The hand-written shapes take what the server gives by its OpenAPI document; tsc holds this. */
import { expectTypeOf, test } from 'vitest';
import type {
  CheckUpPlan,
  Connection,
  Finding,
  StorageReport,
  Tested,
} from '@/api/connection-types';
import type { Preset, PresetDraft } from '@/api/preset-types';
import type { components } from '@/api/schema.gen';
import type {
  AuditPage,
  KeyCard,
  KeyDraft,
  SessionAnswer,
  SessionCard,
  Share,
  ShareDraft,
} from '@/api/session-types';
import type { ActRequest, TranscriptAnswer, TranscriptPart } from '@/api/transcript-types';
import type {
  Asset,
  CanvasCard,
  CatalogResponse,
  EndpointPage,
  PlannedStep,
  Preview,
  Problem,
  Results,
  Run,
  RunRequest,
  Step,
} from '@/api/types';
import type { AnimationProject } from '@/core/animation-project';
import type { InputSpec, OutputSpec } from '@/core/spec';
import type { Value } from '@/core/values';

type Schemas = components['schemas'];

/** What is sent: members with a default are always there, and JSON is any JSON. */
type Sent<T> = unknown extends T
  ? // biome-ignore lint/suspicious/noExplicitAny: the document says only that it is JSON
    any
  : T extends (infer One)[]
    ? Sent<One>[]
    : T extends object
      ? { [Name in keyof T]-?: Sent<Exclude<T[Name], undefined>> }
      : T;

test('the shapes of runs', () => {
  expectTypeOf<Sent<Schemas['Step']>>().toExtend<Step>();
  expectTypeOf<Sent<Schemas['Run']>>().toExtend<Run>();
  expectTypeOf<Sent<Schemas['Problem']>>().toExtend<Problem>();
  expectTypeOf<Sent<Schemas['PlannedStep']>>().toExtend<PlannedStep>();
  expectTypeOf<Sent<Schemas['Preview']>>().toExtend<Preview>();
  expectTypeOf<Sent<Schemas['ResultsAnswer']>>().toExtend<Results>();
  expectTypeOf<RunRequest>().toExtend<Partial<Schemas['RunBody']>>();
  expectTypeOf<Sent<Schemas['TranscriptPart']>>().toExtend<TranscriptPart>();
  expectTypeOf<Sent<Schemas['TranscriptAnswer']>>().toExtend<TranscriptAnswer>();
  expectTypeOf<ActRequest>().toExtend<Partial<Schemas['ActBody']>>();
});

test('the shapes of who may come in', () => {
  expectTypeOf<Sent<Schemas['SessionState']>>().toExtend<SessionAnswer>();
  expectTypeOf<Sent<Schemas['SessionCard']>>().toExtend<SessionCard>();
  expectTypeOf<Sent<Schemas['KeyCard']>>().toExtend<KeyCard>();
  expectTypeOf<KeyDraft>().toExtend<Partial<Schemas['KeyDraft']>>();
  expectTypeOf<Sent<Schemas['ShareCard']>>().toExtend<Share>();
  expectTypeOf<ShareDraft>().toExtend<Partial<Schemas['ShareDraft']>>();
  expectTypeOf<Sent<Schemas['AuditList']>>().toExtend<AuditPage>();
});

test('the shapes of everything else', () => {
  expectTypeOf<Sent<Schemas['Asset']>>().toExtend<Asset>();
  expectTypeOf<Sent<Schemas['ProjectAnswer']>>().toExtend<AnimationProject>();
  expectTypeOf<Sent<Schemas['CanvasCard']>>().toExtend<CanvasCard>();
  expectTypeOf<Sent<Schemas['InputSpec']>>().toExtend<InputSpec>();
  expectTypeOf<Sent<Schemas['EndpointPage']>>().toExtend<EndpointPage>();
  expectTypeOf<Sent<Schemas['OutputSpec']>>().toExtend<OutputSpec>();
  expectTypeOf<Sent<Schemas['Preset']>>().toExtend<Preset>();
  expectTypeOf<PresetDraft>().toExtend<Partial<Schemas['PresetDraft']>>();
  expectTypeOf<Sent<Schemas['CatalogAnswer']>['auto']>().toExtend<CatalogResponse['auto']>();
  expectTypeOf<Sent<Schemas['ListValue'] | Schemas['MediaValue']>>().toExtend<Value>();
});

test('the shapes of the settings', () => {
  expectTypeOf<Sent<Schemas['Connection']>>().toExtend<Connection>();
  expectTypeOf<Sent<Schemas['Tested']>>().toExtend<Tested>();
  expectTypeOf<Sent<Schemas['StorageReport']>>().toExtend<StorageReport>();
  expectTypeOf<Sent<Schemas['CheckUpPlan']>>().toExtend<CheckUpPlan>();
  expectTypeOf<Sent<Schemas['Finding']>>().toExtend<Finding>();
});
