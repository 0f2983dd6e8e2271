import {
  mixWords,
  progressOf,
  stateLooks,
} from '#app/(dashboard)/settings/validation-policy/_lib/band-words.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { stackedTable } from '#components/ui/stacked-table.ts'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import type { Ctx } from '#lib/platform/context.ts'
import { formatCount, formatQuantity } from '#lib/platform/format/share.ts'
import { listBands } from '#lib/policies/list-bands.ts'
import type { BandView } from '#lib/policies/schema.ts'

function Earning({ band }: { band: BandView }) {
  const progress = progressOf(band)
  if (!progress) return null
  return (
    <span className="mt-1 flex items-center gap-2">
      <Progress
        label="Reviews of those needed"
        max={progress.of}
        segments={[{ label: 'decided', value: progress.done, className: 'bg-review-mark' }]}
        className="h-1.5 w-16 shrink-0"
      />
      <span className="text-muted-foreground text-xs whitespace-nowrap tabular-nums">
        {formatCount(progress.done)} of {formatCount(progress.of)}
      </span>
    </span>
  )
}

const sentence = (text: string) => `${text.replace(/^./, (first) => first.toUpperCase())}.`

function BandRow({ band }: { band: BandView }) {
  const { label, tone } = stateLooks[band.state]
  return (
    <TableRow className="align-top">
      <TableCell className="align-top">
        <Badge tone={tone}>{label}</Badge>
        <Earning band={band} />
      </TableCell>
      <TableCell className="align-top">
        <VerdictBadge outcome={band.verdict} />
      </TableCell>
      <TableCell className="min-w-52 align-top">
        <span className="block font-medium text-pretty">{mixWords(band.mix)}</span>
        <span className="text-muted-foreground block text-xs">
          {band.language} · {band.target.name}
          {band.target.version !== null && `, version ${band.target.version}`}
        </span>
      </TableCell>
      <TableCell className="w-full min-w-64 align-top text-pretty">
        {sentence(band.text)}
        {band.open_audits > 0 && (
          <span className="text-muted-foreground block text-xs">
            {formatQuantity(band.open_audits, 'audit waits', 'audits wait')} in the review queue;
            they count in the order of their draw.
          </span>
        )}
      </TableCell>
    </TableRow>
  )
}

function BandsTable({ label, bands }: { label: string; bands: BandView[] }) {
  return (
    <Table aria-label={label} className={stackedTable}>
      <TableHead>
        <TableRow>
          <TableHeader>State</TableHeader>
          <TableHeader>Verdict</TableHeader>
          <TableHeader>Judged by, language, target</TableHeader>
          <TableHeader>Statistics</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {bands.map((band) => (
          <BandRow key={`${band.verdict} ${band.band}`} band={band} />
        ))}
      </TableBody>
    </Table>
  )
}

/** What the reviews of each kind of verdict have earned: suspended ones first, then those of the present target and judge. */
export async function BandsCard({ ctx }: { ctx: Ctx }) {
  const { data } = await listBands(ctx)
  const present = data.filter(({ current }) => current)
  const past = data.filter(({ current }) => !current)
  const states = (['suspended', 'earning', 'earned', 'fixed'] as const).map(
    (state) => [state, present.filter((band) => band.state === state).length] as const,
  )
  return (
    <Card id="bands">
      <CardHeader
        title="Bands of automatic verdicts"
        description="Verdicts of one kind are counted together: what they were judged by, language, target version. Each band earns its own cut, by its own reviews; blind audits are what counts."
        className="pb-3"
      />
      {present.length === 0 ? (
        <p className="text-muted-foreground px-4 pb-4 text-sm text-pretty">
          No verdict has been decided automatically in the last 30 days. Start a run: what Earshot
          can prove appears here, and its blind audits wait in the review queue. Each audit that you
          decide earns its band a step.
        </p>
      ) : (
        <>
          <ul
            aria-label="Bands by state"
            className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-3 text-xs"
          >
            {states
              .filter(([, count]) => count > 0)
              .map(([state, count]) => (
                <li key={state} className="text-muted-foreground flex items-center gap-1.5">
                  <Badge tone={stateLooks[state].tone}>
                    {formatCount(count)} {stateLooks[state].label.toLowerCase()}
                  </Badge>
                  <span className="max-sm:sr-only">{stateLooks[state].explained}</span>
                </li>
              ))}
          </ul>
          <BandsTable label="Bands" bands={present} />
        </>
      )}
      {past.length > 0 && (
        <details className="border-t px-4 py-2 text-sm">
          <summary className="text-muted-foreground hover:text-foreground w-fit cursor-default">
            {formatQuantity(past.length, 'band')} of earlier targets and rules, which count no
            longer
          </summary>
          <div className="-mx-4 pt-2">
            <BandsTable label="Bands that count no longer" bands={past} />
          </div>
        </details>
      )}
    </Card>
  )
}
