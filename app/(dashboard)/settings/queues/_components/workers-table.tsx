import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { Progress } from '#components/ui/progress.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { formatCount } from '#lib/platform/format/share.ts'
import type { WorkerView } from '#lib/platform/jobs/schema.ts'

const tones: Record<WorkerView['state'], BadgeTone> = {
  working: 'passed',
  overloaded: 'review',
  draining: 'neutral',
  silent: 'failed',
  killed: 'failed',
}

/** ms from which a worker holds more calls by voice than it can speak in time (WORKER_VOICE_CONCURRENCY) */
const lateMs = 20

const isGone = ({ state }: WorkerView) => state === 'silent' || state === 'killed'

type GaugeProps = { label: string; value: number | null; limit: number; unit: string }

/** A figure against its limit: in words, and as a bar that is full at the limit. */
function Gauge({ label, value, limit, unit }: GaugeProps) {
  if (value === null) return <span className="text-muted-foreground">–</span>
  const shown = Math.min(Math.round(value), limit)
  return (
    <div className="min-w-28 space-y-1">
      <p className="text-xs whitespace-nowrap tabular-nums">
        {formatCount(Math.round(value))}{' '}
        <span className="text-muted-foreground">
          of {formatCount(limit)} {unit}
        </span>
      </p>
      <Progress
        label={label}
        max={limit}
        segments={[
          { label, value: shown, className: value > limit ? 'bg-failed-mark' : 'bg-running-mark' },
        ]}
        className="h-1.5"
      />
    </div>
  )
}

type NamedWorker = WorkerView & {
  /** what tells it from the others on this page */
  name: string
}

function Load({ worker, kind }: { worker: NamedWorker; kind: 'cpu' | 'memory' }) {
  const { detail, name } = worker
  if (!detail || isGone(worker)) return <span className="text-muted-foreground">–</span>
  return kind === 'cpu' ? (
    <Gauge
      label={`Processor of ${name}`}
      value={detail.cpu_percent}
      limit={detail.cpu_limit_percent}
      unit="%"
    />
  ) : (
    <Gauge
      label={`Memory of ${name}`}
      value={detail.rss_mb}
      limit={detail.memory_limit_mb}
      unit="MB"
    />
  )
}

/** How late its callers' speech left, and whether that says too little of the times of a call. */
function Speech({ worker }: { worker: NamedWorker }) {
  const frames = worker.detail?.frames
  if (!frames || isGone(worker)) return <span className="text-muted-foreground">–</span>
  return (
    <p className="text-xs whitespace-nowrap tabular-nums">
      {frames.p99_ms > lateMs && <span className="text-review">late: </span>}
      99 % within {frames.p99_ms} ms
      <span className="text-muted-foreground block">
        of {formatCount(frames.count)} pieces in 5 min
      </span>
    </p>
  )
}

export function WorkersTable({ workers }: { workers: WorkerView[] }) {
  const named = workers.map((worker, index) => ({
    ...worker,
    name: `worker ${worker.pid ?? index + 1}`,
  }))
  return (
    <Table aria-label="Workers">
      <TableHead>
        <TableRow>
          <TableHeader>Worker</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader className="text-right">Calls</TableHeader>
          <TableHeader>Processor</TableHeader>
          <TableHeader>Memory</TableHeader>
          <TableHeader>Speech in time</TableHeader>
          <TableHeader>Started</TableHeader>
          <TableHeader>Last seen</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {named.map((worker) => (
          <TableRow key={worker.id}>
            <TableCell className="min-w-36">
              {worker.hostname === null ? (
                <span className="font-medium first-letter:uppercase">{worker.name}</span>
              ) : (
                <>
                  <span className="font-medium">{worker.hostname}</span>{' '}
                  <span className="text-muted-foreground tabular-nums">pid {worker.pid}</span>
                </>
              )}
            </TableCell>
            <TableCell className="max-w-72 min-w-24">
              <Badge tone={tones[worker.state]}>{worker.state}</Badge>
              {worker.state === 'overloaded' && worker.detail?.reason && (
                <p className="text-muted-foreground mt-1 text-xs">
                  Takes no new executions: {worker.detail.reason}.
                </p>
              )}
              {worker.detail?.storage?.ok === false && (
                <p className="text-failed mt-1 text-xs">
                  Cannot use the storage: {worker.detail.storage.reason}
                </p>
              )}
            </TableCell>
            <TableCell className="text-right whitespace-nowrap tabular-nums">
              {isGone(worker) || worker.in_flight === null ? '–' : formatCount(worker.in_flight)}{' '}
              <span className="text-muted-foreground text-xs">
                of {formatCount(worker.capacity)}
              </span>
            </TableCell>
            <TableCell>
              <Load worker={worker} kind="cpu" />
            </TableCell>
            <TableCell>
              <Load worker={worker} kind="memory" />
            </TableCell>
            <TableCell>
              <Speech worker={worker} />
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={worker.started_at} style="ago" />
            </TableCell>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={worker.seen_at} style="ago" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
