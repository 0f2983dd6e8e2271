import { Bell, Plus } from 'lucide-react'
import Link from 'next/link'

import { RuleState } from '#app/(dashboard)/settings/notifications/_components/rule-state.tsx'
import { SourceBadge } from '#app/(dashboard)/settings/notifications/_components/source-badge.tsx'
import { eventTexts } from '#app/(dashboard)/settings/notifications/_lib/event-texts.ts'
import {
  conditionText,
  limitTexts,
  unreachedRules,
} from '#app/(dashboard)/settings/notifications/_lib/rule-texts.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader } from '#components/ui/table.tsx'
import { notificationEvents } from '#db/enums.ts'
import type { RuleView } from '#lib/notifications/schema.ts'

export type Channel = {
  id: string
  name: string
  /** of its kind: `Slack` */
  label: string
  is_enabled: boolean
}

type RuleMatrixProps = {
  channels: Channel[]
  /** those for all suites */
  rules: RuleView[]
  canWrite: boolean
  now: Date
}

type Cell = Omit<RuleMatrixProps, 'channels'> & {
  event: RuleView['event']
  channel: Channel
  unreached: ReadonlySet<string>
}

/** Events down, connections across: who is told of what. */
export function RuleMatrix({ channels, ...props }: RuleMatrixProps) {
  const unreached = unreachedRules(props.rules)
  return (
    <Table aria-label="Events and connections">
      <TableHead>
        <tr className="border-b">
          <TableHeader className="sticky left-0 z-10 min-w-36 bg-[color-mix(in_oklab,var(--muted)_60%,var(--card))] sm:min-w-60">
            Event
          </TableHeader>
          {channels.map((channel) => (
            <ChannelHeader key={channel.id} channel={channel} of={channels.length} />
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {notificationEvents.map((event) => (
          <tr key={event} className="border-b">
            <EventHeader
              event={event}
              silent={!props.rules.some((rule) => rule.event === event && rule.is_enabled)}
            />
            {channels.map((channel) => (
              <TableCell key={channel.id} className="min-w-44 align-top">
                <Rules event={event} channel={channel} unreached={unreached} {...props} />
              </TableCell>
            ))}
          </tr>
        ))}
      </TableBody>
    </Table>
  )
}

type ChannelHeaderProps = {
  channel: Channel
  /** how many share the width */
  of: number
}

function ChannelHeader({ channel: { id, name, label, is_enabled }, of }: ChannelHeaderProps) {
  return (
    <TableHeader className="h-12 min-w-44" style={{ width: `${100 / of}%` }}>
      <span className="flex items-center gap-1.5">
        <Link
          href={`/settings/integrations/${id}`}
          className="text-foreground max-w-44 truncate underline-offset-4 hover:underline"
        >
          {name}
        </Link>
        {!is_enabled && <Badge>off</Badge>}
      </span>
      <span className="block text-xs font-normal">{label}</span>
    </TableHeader>
  )
}

function EventHeader({ event, silent }: { event: RuleView['event']; silent: boolean }) {
  const { label, explanation } = eventTexts[event]
  return (
    <th
      scope="row"
      className="bg-card sticky left-0 z-10 min-w-36 py-2.5 pr-3 pl-4 align-top font-normal sm:min-w-60"
    >
      <span className="block font-medium">{label}</span>
      <span className="text-muted-foreground hidden text-xs text-pretty sm:block">
        {explanation}
      </span>
      {silent && <span className="text-muted-foreground block text-xs italic">No rule</span>}
    </th>
  )
}

function Rules({ event, channel, rules, unreached, canWrite, now }: Cell) {
  const here = rules.filter((rule) => rule.event === event && rule.connection.id === channel.id)
  if (here.length === 0) return <NoRule event={event} channel={channel} canWrite={canWrite} />
  return (
    <ul className="space-y-1.5">
      {here.map((rule) => (
        <li key={rule.id}>
          <RuleLink rule={rule} unreached={unreached.has(rule.id)} now={now} />
        </li>
      ))}
    </ul>
  )
}

type RuleLinkProps = { rule: RuleView; unreached: boolean; now: Date }

function RuleLink({ rule, unreached, now }: RuleLinkProps) {
  const limits = limitTexts(rule)
  return (
    <Link
      href={`/settings/notifications/rules/${rule.id}`}
      className="bg-card hover:bg-accent/60 block space-y-1 rounded-md border px-2.5 py-1.5 shadow-xs"
    >
      <span className="flex items-center gap-1.5 font-medium">
        <Bell
          className={`size-3.5 shrink-0 ${rule.is_enabled ? 'text-primary' : 'text-muted-foreground'}`}
          aria-hidden
        />
        <span className="sr-only">
          {eventTexts[rule.event].label} to {rule.connection.name}:
        </span>
        {conditionText(rule)}
      </span>
      {limits.length > 0 && (
        <span className="text-muted-foreground block text-xs text-pretty">
          {limits.join(' · ')}
        </span>
      )}
      <span className="flex flex-wrap gap-1 empty:hidden">
        <RuleState rule={rule} unreached={unreached} now={now} />
        <SourceBadge source={rule.source} />
      </span>
    </Link>
  )
}

function NoRule({ event, channel, canWrite }: Pick<Cell, 'event' | 'channel' | 'canWrite'>) {
  if (!canWrite) return <span className="text-muted-foreground px-2.5">–</span>
  const query = new URLSearchParams({ event, integration_id: channel.id })
  return (
    <Link
      href={`/settings/notifications/rules/new?${query}`}
      className="text-muted-foreground hover:bg-accent hover:text-accent-foreground inline-flex h-8 items-center gap-1 rounded-md px-2.5 text-xs"
    >
      <Plus className="size-3.5" aria-hidden /> Tell
      <span className="sr-only">
        {channel.name} of: {eventTexts[event].label}
      </span>
    </Link>
  )
}
