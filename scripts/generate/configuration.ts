import { z } from 'zod'

import { replaced, settingGroups } from '#lib/platform/config/definitions.ts'
import type { Setting } from '#lib/platform/config/settings/setting.ts'
import type { GeneratedFile } from '#scripts/generate/generated-file.ts'

const Shape = z.object({
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
})

type Row = { name: string; kind: string; fallback: string | null; doc: string; secret: boolean }

function describeKind(shape: z.infer<typeof Shape>, value: unknown): string {
  if (typeof value === 'boolean') return 'true or false'
  if (Array.isArray(value)) return 'list'
  if (shape.enum) return shape.enum.join(', ')
  if (shape.minimum !== undefined) return `${shape.type} from ${shape.minimum} to ${shape.maximum}`
  if (shape.format === 'uri') return 'address'
  if (shape.format === 'email') return 'mail address'
  if ((shape.minLength ?? 0) > 1) return `text of at least ${shape.minLength} characters`
  return 'text'
}

function describeDefault(value: unknown): string | null {
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(',')
  if (value === '') return null
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

function describe(name: string, setting: Setting): Row {
  const shape = Shape.parse(z.toJSONSchema(setting.schema, { io: 'input', unrepresentable: 'any' }))
  const { data: value } = setting.schema.safeParse(undefined)
  const required = setting.requiredInProduction ? '; required in production' : ''
  return {
    name,
    kind: describeKind(shape, value),
    fallback: setting.secret ? null : describeDefault(value),
    doc: setting.doc + required,
    secret: setting.secret ?? false,
  }
}

function groups(): [string, Row[]][] {
  return Object.entries(settingGroups).map(([group, settings]) => [
    group,
    Object.entries<Setting>(settings).map(([name, setting]) => describe(name, setting)),
  ])
}

function environmentExample(): string {
  const row = ({ name, kind, fallback, doc, secret }: Row) =>
    [`# ${doc}`, `# (${kind}${secret ? '; secret' : ''})`, `#${name}=${fallback ?? ''}`].join('\n')
  const sections = groups().map(([group, rows]) => [`## ${group}`, ...rows.map(row)].join('\n\n'))
  const head =
    '# Every setting, with its default. None is needed to start; copy the line of one you change to .env.\n' +
    '# Written from lib/platform/config/settings by `npm run generate`.'
  return `${[head, ...sections].join('\n\n')}\n`
}

const cell = (text: string) => text.replaceAll('|', '\\|')

function table(rows: Row[]): string {
  const lines = rows.map(({ name, kind, fallback, doc, secret }) =>
    [
      `\`${name}\``,
      kind + (secret ? ' (secret)' : ''),
      fallback === null ? '' : `\`${fallback}\``,
      doc,
    ]
      .map(cell)
      .join(' | '),
  )
  return ['Setting | Kind | Default | Meaning', '--- | --- | --- | ---', ...lines]
    .map((line) => `| ${line} |`)
    .join('\n')
}

function configurationPage(): string {
  const sections = groups().map(([group, rows]) => `## ${group}\n\n${table(rows)}`)
  const gone = Object.entries(replaced).map(
    ([names, reason]) =>
      `| ${names
        .split(', ')
        .map((name) => `\`${name}\``)
        .join(', ')} | ${cell(reason)} |`,
  )
  return `# Configuration

Settings are environment variables, or lines of a \`.env\` file in the project's folder; the environment wins.
None is needed to start. They are parsed once when a process starts: a faulty value stops it with a message
that names every fault, and an empty value counts as unset. Lists are separated by commas. Secrets are
never written to logs or pages.

${sections.join('\n\n')}

## Settings of the system that Earshot replaces

| Setting | Now |
| --- | --- |
${gone.join('\n')}

This page is written from \`lib/platform/config/settings\` by \`npm run generate\`.
`
}

/** `.env.example` and the page on configuration, both from the one table of settings. */
export async function generateConfiguration(): Promise<GeneratedFile[]> {
  return [
    { path: '.env.example', text: environmentExample() },
    { path: 'docs/configuration.md', text: configurationPage() },
  ]
}
