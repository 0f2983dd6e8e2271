import { StatTile } from '#components/ui/stat-tile.tsx'
import { formatCount } from '#lib/platform/format/share.ts'
import type { ReplaySummary } from '#lib/replays/schema.ts'

/** What would change, counted in the ways that matter. One execution may count in several. */
export function SummaryTiles({ summary, total }: { summary: ReplaySummary; total: number }) {
  const tiles = [
    {
      label: 'Changed',
      value: summary.changed,
      detail: `of ${formatCount(total)} judged again`,
    },
    {
      label: 'Verdicts flip',
      value: summary.verdicts,
      detail: `${formatCount(summary.passed_to_failed)} passed → failed, ${formatCount(summary.failed_to_passed)} failed → passed`,
    },
    { label: 'No person needed now', value: summary.no_longer_reviewed, detail: 'were in doubt' },
    { label: 'A person needed now', value: summary.now_reviewed, detail: 'were decided alone' },
    {
      label: 'Contradict people',
      value: summary.contradicts_people,
      detail: 'a person said otherwise; that stays',
    },
    {
      label: 'Agree with people now',
      value: summary.agrees_with_people,
      detail: 'a person had overruled the old verdict',
    },
  ]
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-3 2xl:grid-cols-6">
      {tiles.map(({ label, value, detail }) => (
        <StatTile key={label} label={label} value={formatCount(value)} detail={detail} />
      ))}
    </div>
  )
}
