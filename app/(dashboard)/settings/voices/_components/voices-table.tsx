import type { LanguageGroup } from '#app/(dashboard)/settings/voices/_lib/group-voices.ts'
import { ListenButton } from '#components/audio/listen-button.client.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { CopyButton } from '#components/ui/copy-button.client.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import type { VoiceView } from '#lib/engines/speech/schema.ts'
import { sampleAddress } from '#lib/platform/format/sample-address.ts'

/** A voice for any language is heard in English. */
const spoken = (tag: string) => (tag === '*' ? 'en-US' : tag)

/** The line of a case's `languages` in a suite file. */
const yamlOf = (tag: string, { name }: VoiceView) =>
  `${spoken(tag)}: { voice: ${JSON.stringify(name)} }`

function VoiceRow({ voice, group }: { voice: VoiceView; group: LanguageGroup }) {
  const { speakers } = voice
  const others = voice.languages.filter((tag) => tag !== group.tag)
  return (
    <TableRow>
      <TableCell className="min-w-44">
        <span className="flex flex-wrap items-center gap-2">
          <code className="font-mono text-xs">{voice.name}</code>
          {voice.default_for.includes(group.tag) && <Badge tone="accent">default</Badge>}
        </span>
        {speakers.length > 0 && (
          <span className="text-muted-foreground block text-xs">
            {speakers.length} people, such as {voice.name}#{speakers[0]}
          </span>
        )}
      </TableCell>
      <TableCell className="text-muted-foreground text-xs">{others.join(', ') || '–'}</TableCell>
      <TableCell>{voice.gender ?? '–'}</TableCell>
      <TableCell className="text-right whitespace-nowrap tabular-nums">
        {voice.sample_rate_hz / 1_000} kHz
      </TableCell>
      <TableCell className="w-px whitespace-nowrap">
        <ListenButton
          src={sampleAddress(voice, spoken(group.tag))}
          label={`${voice.name}, ${group.name}`}
        />
        <CopyButton text={yamlOf(group.tag, voice)} label={`Copy YAML of ${voice.name}`} />
      </TableCell>
    </TableRow>
  )
}

export function VoicesTable({ groups }: { groups: LanguageGroup[] }) {
  return (
    <Table aria-label="Voices">
      <TableHead>
        <TableRow>
          <TableHeader>Voice</TableHeader>
          <TableHeader>Speaks also</TableHeader>
          <TableHeader>Gender</TableHeader>
          <TableHeader className="text-right">Rate</TableHeader>
          <TableHeader>
            <span className="sr-only">Listen and copy</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      {groups.map((group) => (
        <TableBody key={group.tag}>
          <tr className="bg-muted/30 border-y">
            <th scope="rowgroup" colSpan={5} className="px-4 py-1.5 text-left font-medium">
              {group.name}{' '}
              {group.tag !== '*' && (
                <code className="text-muted-foreground font-mono text-xs font-normal">
                  {group.tag}
                </code>
              )}
              {group.note !== null && (
                <span className="text-invalid block max-w-prose text-xs font-normal text-pretty">
                  Bring your own: {group.note}
                </span>
              )}
            </th>
          </tr>
          {group.voices.map((voice) => (
            <VoiceRow key={voice.name} voice={voice} group={group} />
          ))}
        </TableBody>
      ))}
    </Table>
  )
}
