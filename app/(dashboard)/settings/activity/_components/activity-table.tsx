import Link from 'next/link'

import { ChangeList } from '#app/(dashboard)/settings/activity/_components/change-list.tsx'
import { listChanges } from '#app/(dashboard)/settings/activity/_lib/list-changes.ts'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { ActivityView } from '#lib/accounts/schema.ts'

/** Pages of what an entry is about; other kinds have none of their own. */
const pages: Record<string, string> = {
  run: '/runs',
  suite: '/suites',
  target: '/settings/targets',
  integration: '/settings/integrations',
  delivery: '/settings/deliveries',
  execution: '/executions',
  defect: '/defects',
  notification: '/settings/notifications/log',
  notification_rule: '/settings/notifications/rules',
}

function Subject({ entry }: { entry: ActivityView }) {
  const page = pages[entry.entity_type]
  const kind = entry.entity_type.replaceAll('_', ' ')
  const gone = entry.action.endsWith('.delete')
  if (!page || entry.entity_id === null || gone) return kind
  return (
    <Link href={`${page}/${entry.entity_id}`} className="underline-offset-4 hover:underline">
      {kind}
    </Link>
  )
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0

/** Who acted, where it is not simply a person. */
const kinds: Record<ActivityView['actor']['kind'], string | null> = {
  user: null,
  api_token: 'API token',
  webhook: 'Webhook',
  schedule: 'Schedule',
  system: null,
}

function Actor({ entry: { actor, user } }: { entry: ActivityView }) {
  const kind = kinds[actor.kind]
  const owner = actor.kind === 'api_token' && user ? ` of ${user.name}` : ''
  return (
    <>
      <span className="block truncate">{actor.name}</span>
      {kind && (
        <span className="text-muted-foreground block truncate text-xs">
          {kind}
          {owner}
        </span>
      )}
    </>
  )
}

/** Facts that the changes tell already. */
const isInChanges = (name: string, ...sides: ActivityView['before'][]) =>
  ['changed', 'changes', 'version', 'secrets'].includes(name) ||
  sides.some((side) => side !== null && name in side)

function Detail({ detail, before, after }: ActivityView) {
  const changes = listChanges(before, after)
  const entries = Object.entries(detail).filter(
    ([name, value]) => !isEmpty(value) && !(changes.length > 0 && isInChanges(name, before, after)),
  )
  if (changes.length + entries.length === 0) return <span className="text-muted-foreground">–</span>
  return (
    <div className="space-y-1">
      {changes.length > 0 && <ChangeList changes={changes} />}
      {entries.length > 0 && <Facts entries={entries} />}
    </div>
  )
}

function Facts({ entries }: { entries: [string, unknown][] }) {
  return (
    <dl className="flex flex-wrap gap-x-3 text-xs">
      {entries.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-1">
          <dt className="text-muted-foreground whitespace-nowrap">{name.replaceAll('_', ' ')}</dt>
          <dd className="line-clamp-2 min-w-0 break-all">{text(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

export function ActivityTable({ entries }: { entries: ActivityView[] }) {
  return (
    <Table aria-label="Activity">
      <TableHead>
        <TableRow>
          <TableHeader>When</TableHeader>
          <TableHeader>Who</TableHeader>
          <TableHeader>Action</TableHeader>
          <TableHeader>Subject</TableHeader>
          <TableHeader>Change</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {entries.map((entry) => (
          <TableRow key={entry.id}>
            <TableCell className="text-muted-foreground whitespace-nowrap">
              <Time value={entry.created_at} />
            </TableCell>
            <TableCell className="max-w-48">
              <Actor entry={entry} />
            </TableCell>
            <TableCell className="font-mono text-xs whitespace-nowrap">{entry.action}</TableCell>
            <TableCell className="whitespace-nowrap">
              <Subject entry={entry} />
            </TableCell>
            <TableCell className="max-w-xl min-w-56">
              <Detail {...entry} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
