import { z } from 'zod'

import {
  authSettings,
  callSecrets,
  callSettings,
  HeaderName,
  HeaderValue,
  mockSettings,
  mocksUnused,
  Variables,
} from '#lib/engines/connectors/call-settings.ts'
import { foldAllBut } from '#lib/engines/connectors/form-hints.ts'
import { JsonCondition, JsonPath } from '#lib/engines/connectors/json-path.ts'
import { templateOf, urlTemplate } from '#lib/engines/connectors/template.ts'
import { framings } from '#lib/engines/connectors/websocket/framing.ts'
import { base, presetNames, presets } from '#lib/engines/connectors/websocket/presets.ts'
import {
  asksForResults,
  Messages,
  names,
  Rule,
  toolsUrlPlaces,
} from '#lib/engines/connectors/websocket/rules.ts'
import { namesToolsUrl } from '#lib/engines/connectors/tools-url.ts'
import { definedValues } from '#lib/platform/defined-values.ts'

const template = templateOf(z.json(), names)
const encoding = z.enum(['pcm_s16le', 'mulaw', 'alaw'])
const rate = z.int().min(8_000).max(48_000)
const seconds = z.number().min(0).max(60)

/** Messages to send and a message to wait for, in this order, once the connection is up. */
const Step = z.strictObject({ send: Messages.optional(), wait: JsonCondition.optional() })

/** What a preset fixes and a person may change. */
const fields = foldAllBut(
  {
    url: urlTemplate(['ws:', 'wss:'], names).meta({
      title: 'Address',
      description: 'With placeholders such as {{conversation_id}}; ws:// or wss://',
    }),
    subprotocols: z.array(z.string().min(1).max(128)).max(5).meta({ title: 'Subprotocols' }),
    session_url: urlTemplate(['http:', 'https:'], names).meta({
      title: 'Address of the session request',
      description: 'Asked before each connection for the address to connect to',
    }),
    session_method: z.enum(['GET', 'POST']).meta({ title: 'Method of the session request' }),
    session_body: template.meta({ title: 'Body of the session request' }),
    session_url_path: JsonPath.meta({
      title: 'Where the session request answers with the address',
    }),
    opening: z
      .array(Step)
      .max(10)
      .meta({
        title: 'Opening',
        description: 'Steps before the first turn: messages to send, and what to wait for',
        examples: [[{ send: [{ type: 'start' }] }]],
      }),
    closing: Messages.meta({ title: 'Closing', description: 'Messages sent before hanging up' }),
    framing: z.enum(framings).meta({
      title: 'Framing',
      description:
        'json: text messages are JSON, binary ones audio; json_binary: both are JSON; pipecat: protobuf frames of Pipecat',
    }),
    keepalive_s: seconds.meta({
      title: 'Sign of life (s)',
      description: 'Sent whenever nothing else has been for so long; 0: never',
    }),
    keepalive_messages: Messages.meta({ title: 'Messages that are a sign of life' }),
    replay: z.enum(['none', 'opening', 'messages', 'id']).meta({
      title: 'Continuing after a lost connection',
      description:
        'opening: {{history}} is in its messages; messages: each is sent after it; id: the voice AI knows the conversation by {{conversation_id}}',
    }),
    history_user: template.meta({ title: 'What the caller said, in the history' }),
    history_assistant: template.meta({ title: 'What the voice AI said, in the history' }),
    text_messages: Messages.meta({ title: 'A text turn', description: 'Empty: it takes no text' }),
    dtmf_messages: Messages.meta({
      title: 'Keys',
      description: 'With {{digits}}; empty: keys are played as tones',
    }),
    turn_start: Messages.meta({ title: 'Before the audio of a turn' }),
    turn_end: Messages.meta({ title: 'After the audio of a turn' }),
    audio_in: z.enum(['none', 'binary', 'message']).meta({ title: 'How audio is sent' }),
    audio_message: template.meta({ title: 'Audio message', description: 'With {{audio_base64}}' }),
    audio_encoding: encoding.meta({ title: 'Audio encoding' }),
    audio_sample_rate: rate.meta({ title: 'Audio sample rate (Hz)' }),
    audio_rate_path: JsonPath.meta({
      title: 'Where the opening message names the audio format',
      description: 'A rate in Hz, or a name such as pcm_16000 or ulaw_8000',
    }),
    chunk_ms: z.int().min(10).max(1_000).meta({ title: 'Audio in one message (ms)' }),
    end_of_turn: z.enum(['server_vad', 'manual']).meta({
      title: 'End of a turn',
      description:
        'server_vad: the voice AI detects it; silence: silence is sent after the speech until it answers',
    }),
    trailing_silence_s: seconds.meta({ title: 'Silence after the speech, at most (s)' }),
    binary_audio: z.boolean().meta({ title: 'Binary messages are reply audio' }),
    reply_audio_encoding: encoding.meta({ title: 'Encoding of reply audio' }),
    reply_audio_sample_rate: rate.meta({ title: 'Sample rate of reply audio (Hz)' }),
    reply_rate_path: JsonPath.meta({
      title: 'Where the opening message names the format of reply audio',
    }),
    rules: z.array(Rule).max(80).meta({
      title: 'Rules',
      description:
        'What a message means: { when: condition, event, value: JSONPath, send: [answers] }',
    }),
    tools: z.array(z.json()).max(128).meta({
      title: 'Tools',
      description:
        'Declared to the voice AI in its own form, where the opening has {{tools}}. What they answer is in the mocks of the case and of this target',
    }),
    tool_answer: Messages.meta({
      title: 'Result of a tool',
      description:
        'Sent for each tool that Earshot runs; may use {{tool.id}}, {{tool.name}}, {{tool.arguments}}, {{tool.response}}, {{tool.output}}, {{tool.text}}, {{tool.failed}}',
    }),
    tool_continue: Messages.meta({
      title: 'After the results of tools',
      description: 'Sent once all tools of a reply have answered and the reply has ended',
    }),
    tools_told: z.enum(['all', 'some']).meta({
      title: 'Tool calls that the rules see',
      description:
        'all: a tool that no rule saw was not called; some: nothing can be said of a tool that was not seen',
    }),
    tool_wait_s: z.number().min(0.05).max(300).meta({
      title: 'Longest wait for a tool (s)',
      description: 'A tool call holds the turn open for so long, on top of the total timeout',
    }),
    interrupt_messages: Messages.meta({
      title: 'When the caller breaks in',
      description: 'Sent when a reply is interrupted; may use {{item_id}} and {{heard_ms}}',
    }),
    item_path: JsonPath.meta({
      title: 'Where audio names its item',
      description: 'The id that {{item_id}} stands for',
    }),
    greeting_s: seconds.meta({
      title: 'Greeting (s)',
      description: 'How long to wait for a voice AI that speaks first; 0: it does not speak first',
    }),
    greeting_start_s: seconds.meta({
      title: 'Start of the greeting (s)',
      description: 'How long to wait for it to begin; 0: as long as for all of it',
    }),
    idle_end_s: seconds.meta({
      title: 'End by silence (s)',
      description: 'A reply is complete when nothing more comes; 0: only a rule ends it',
    }),
    told_end_s: seconds.meta({
      title: 'End by silence where the end is told (s)',
      description:
        'Instead of the setting above, once the voice AI has told the end of a reply; 0: the same',
    }),
    settle_s: seconds.meta({
      title: 'After the end of a reply (s)',
      description: 'How long to listen for whether it goes on: a tool call, another sentence',
    }),
    recover_s: seconds.meta({
      title: 'After an error (s)',
      description: 'How long an error that need not be fatal may take until an answer begins',
    }),
    transcript_wait_s: seconds.meta({
      title: 'Late transcript (s)',
      description: 'How long to wait for it after the reply is complete',
    }),
    transcript_first: z.boolean().meta({
      title: 'Transcript before the reply',
      description: 'Words that come before the caller’s transcript belong to the turn before',
    }),
    hangup_on_close: z.boolean().meta({
      title: 'Closing is hanging up',
      description: 'The voice AI ends a conversation by closing the connection in good order',
    }),
    ...authSettings,
  },
  'url',
  'auth',
  'auth_name',
)

const own = foldAllBut(
  {
    ...callSettings,
    ...mockSettings,
    headers: z
      .record(HeaderName, templateOf(HeaderValue, names))
      .default({})
      .meta({
        title: 'Headers',
        description: 'Added to the request. Their values are masked in the evidence',
        examples: [{ 'X-Team': 'voice-qa' }],
      }),
    variables: Variables.default({}).meta({
      title: 'Variables',
      description: 'Values for {{var.…}}, such as model, agent_id, assistant_id; no secrets',
      examples: [{ model: 'my-model' }],
    }),
  },
  'headers',
  'variables',
)

/** Settings of a WebSocket target: a preset, and whatever differs from it. */
export const WebsocketConfig = z
  .object({
    preset: z.enum(presetNames).default('openai_realtime').meta({
      title: 'Preset',
      description: 'Fills in what is left empty below',
    }),
    ...z.object(fields).partial().shape,
    ...own,
  })
  .superRefine((config, context) => {
    if (config.preset === 'custom' && config.url === undefined && config.session_url === undefined)
      context.addIssue({ code: 'custom', path: ['url'], message: 'is needed without a preset' })
    const rules = z.array(Rule).safeParse(config.rules ?? presets[config.preset].rules)
    const chosen: { [setting: string]: unknown } = {
      ...presets[config.preset],
      ...definedValues(config),
    }
    const runsTools =
      asksForResults(rules.data ?? []) || namesToolsUrl(toolsUrlPlaces.map((name) => chosen[name]))
    const unused = mocksUnused(config.mocks, runsTools)
    if (unused !== null) context.addIssue({ code: 'custom', path: ['mocks'], message: unused })
  })
export type WebsocketConfig = z.output<typeof WebsocketConfig>

export const WebsocketSecrets = z.object(callSecrets)
export type WebsocketSecrets = z.output<typeof WebsocketSecrets>

const optional = z
  .object(fields)
  .pick({
    url: true,
    session_url: true,
    audio_rate_path: true,
    reply_rate_path: true,
    item_path: true,
  })
  .partial()

const Settings = z.object({ ...fields, ...optional.shape, ...own })
export type WebsocketSettings = z.output<typeof Settings>

const known = new WeakMap<WebsocketConfig, WebsocketSettings>()

/** The settings in force: the preset's, with what the target's own settings say instead. */
export function settingsOf(config: WebsocketConfig): WebsocketSettings {
  const found = known.get(config)
  if (found) return found
  const preset = presets[config.preset]
  const variables = { ...preset.variables, ...config.variables }
  const settings = Settings.parse({ ...base, ...preset, ...definedValues(config), variables })
  known.set(config, settings)
  return settings
}
