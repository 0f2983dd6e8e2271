import { readFileSync } from 'node:fs'

import { z } from 'zod'

import { connectors } from '#lib/engines/connectors/registry.ts'
import type { AudioFormat, Capabilities, Connector } from '#lib/engines/connectors/types.ts'
import type { Generator } from '#scripts/generate/generated-file.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const path = 'docs/connectors.md'
const begin = '<!-- written from the registry by `npm run generate` -->'
const end = '<!-- end of what is generated -->'

const Presets = z.looseObject({
  properties: z.looseObject({ preset: z.object({ enum: z.array(z.string()) }).optional() }),
})

/** The presets of a connector that need no further settings to be described; none when it has no presets. */
function presetsOf(connector: Connector): string[] {
  const schema = z.toJSONSchema(connector.config, { io: 'input', unrepresentable: 'any' })
  const names = Presets.parse(schema).properties.preset?.enum ?? []
  return names.filter((preset) => connector.config.safeParse({ preset }).success)
}

const encodings = { pcm_s16le: '16-bit PCM', mulaw: 'µ-law', alaw: 'A-law' }
const yes = (value: boolean) => (value ? 'yes' : 'no')
const states = {
  'client-carried': 'carried by us',
  'server-session': 'kept by the voice AI',
  none: 'none',
}

function formats(list: AudioFormat[] | null): string {
  if (list === null || list.length === 0) return '–'
  return list
    .map(({ encoding, sampleRate, container }) => {
      const wrapped = container === 'wav' ? ', WAV' : ''
      return `${encodings[encoding]} ${sampleRate / 1_000} kHz${wrapped}`
    })
    .join('; ')
}

const head = [
  ...['connector', 'text', 'voice in', 'voice out', 'partials', 'full duplex', 'hears the end'],
  ...['speaks first', 'barge-in', 'DTMF', 'conversation', 'tool calls'],
]

function row(name: string, can: Capabilities): string[] {
  return [
    ...[name, yes(can.text), formats(can.voiceIn), formats(can.voiceOut), yes(can.partials)],
    ...[yes(can.fullDuplex), yes(can.serverVad), yes(can.agentSpeaksFirst), yes(can.bargeIn)],
    ...[yes(can.dtmf), states[can.state], can.tools ?? '–'],
  ]
}

/** Settings besides a preset that change what a connector can. */
const variants: Record<string, Record<string, unknown>[]> = {
  'lex-v2': [{ api: 'conversation' }],
  'dialogflow-cx': [{ barge_in: true }],
}

/** `{ barge_in: true }` as `barge_in`, `{ api: 'conversation' }` as `conversation`. */
const nameOf = (variant: Record<string, unknown>) =>
  Object.entries(variant)
    .map(([name, value]) => `\`${value === true ? name : String(value)}\``)
    .join(', ')

function rows(connector: Connector): string[][] {
  const describe = (config: unknown) => connector.capabilities(connector.config.parse(config))
  const presets = presetsOf(connector)
  if (presets.length === 0)
    return [
      row(`\`${connector.kind}\``, describe(connector.example ?? {})),
      ...(variants[connector.kind] ?? []).map((variant) =>
        row(
          `\`${connector.kind}\`, ${nameOf(variant)}`,
          describe(Object.assign({}, connector.example, variant)),
        ),
      ),
    ]
  return presets.map((preset) => row(`\`${connector.kind}\`, \`${preset}\``, describe({ preset })))
}

/** A Markdown table whose columns are as wide as their widest cell. */
function table(cells: string[][]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)),
  )
  const line = (texts: string[]) =>
    `| ${texts.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [first = [], ...others] = cells
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join(
    '\n',
  )
}

/** The table of capabilities in `docs/connectors.md`; the rest of the page is written by people. */
export const generateConnectorCapabilities: Generator = async () => {
  const page = readFileSync(fromRoot(path), 'utf8')
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${path} has no place for the table of capabilities`)
  const written = table([head, ...Object.values(connectors).flatMap(rows)])
  const text = `${page.slice(0, from)}${begin}\n\n${written}\n\n${page.slice(to)}`
  return [{ path, text }]
}
