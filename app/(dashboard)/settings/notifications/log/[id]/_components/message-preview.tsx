import { CircleCheck, CircleX, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

import { cn } from '#components/ui/cn.ts'
import type { Payload } from '#lib/notifications/outbox/payload.ts'

type Of<K extends Payload['kind']> = Extract<Payload, { kind: K }>
type Message = Of<'message'>['message']

const signs: Record<Message['outcome'], { icon: LucideIcon; line: string; word: string }> = {
  success: { icon: CircleCheck, line: 'border-l-passed-mark', word: 'Success' },
  failure: { icon: CircleX, line: 'border-l-failed-mark', word: 'Failure' },
  warning: { icon: TriangleAlert, line: 'border-l-invalid-mark', word: 'Warning' },
  info: { icon: Info, line: 'border-l-running-mark', word: 'Information' },
}

const shownItems = 10

/** What is sent, as plain text: every word of it may come from elsewhere. */
export function MessagePreview({ payload }: { payload: Payload }) {
  switch (payload.kind) {
    case 'message':
      return <MessageText message={payload.message} />
    case 'status':
      return <StatusText status={payload.status} />
    case 'comment':
      return <Plain lead={`${payload.repository}#${payload.pull_request}`} text={payload.body} />
    case 'issue_create':
      return <IssueText draft={payload.draft} />
    default:
      return <Plain text={payload.text} />
  }
}

function Facts({ facts }: { facts: { label: string; value: string }[] }) {
  if (facts.length === 0) return null
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-x-4 gap-y-2">
      {facts.map(({ label, value }, index) => (
        <div key={`${label}-${index}`} className="min-w-0">
          <dt className="text-muted-foreground text-xs">{label}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Links only to the web: an address is text that came from elsewhere. */
function Address({ url, children }: { url: string | undefined; children: ReactNode }) {
  if (url === undefined || !/^https?:\/\//.test(url)) return children
  return (
    <a href={url} rel="noreferrer" className="underline underline-offset-4">
      {children}
    </a>
  )
}

function MessageText({ message }: { message: Message }) {
  const { outcome, title, summary, facts, items, url, mentions } = message
  const { icon: Icon, line, word } = signs[outcome]
  const more = items.length - shownItems
  return (
    <div className={cn('space-y-3 border-l-4 pl-3 text-sm', line)}>
      <p className="flex items-start gap-1.5 font-medium">
        <Icon className="mt-0.5 size-4 shrink-0" aria-label={word} role="img" />
        <span className="min-w-0 break-words">
          <Address url={url}>{title}</Address>
        </span>
      </p>
      {summary && <p className="text-pretty break-words whitespace-pre-wrap">{summary}</p>}
      <Facts facts={facts} />
      {items.length > 0 && (
        <ul className="list-disc space-y-1 pl-4">
          {items.slice(0, shownItems).map((item, index) => (
            <li key={index} className="break-words">
              <Address url={item.url}>{item.text}</Address>
              {item.detail && <span className="text-muted-foreground"> {item.detail}</span>}
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className="text-muted-foreground">and {more} more</p>}
      {mentions.length > 0 && (
        <p className="text-muted-foreground text-xs break-words">Mentions {mentions.join(' ')}</p>
      )}
    </div>
  )
}

function StatusText({ status }: { status: Of<'status'>['status'] }) {
  return (
    <div className="space-y-3 text-sm">
      <p className="font-medium break-words">{status.description}</p>
      <Facts
        facts={[
          { label: 'State', value: status.state },
          { label: 'Context', value: status.context },
          { label: 'Repository', value: status.repository },
          { label: 'Commit', value: status.sha.slice(0, 12) },
          ...(status.ref === null ? [] : [{ label: 'Branch or tag', value: status.ref }]),
        ]}
      />
    </div>
  )
}

function IssueText({ draft }: { draft: Of<'issue_create'>['draft'] }) {
  const { title, description, severity, labels, assignees } = draft
  return (
    <div className="space-y-3 text-sm">
      <p className="font-medium break-words">{title}</p>
      <p className="text-pretty break-words whitespace-pre-wrap">{description.text}</p>
      <Facts
        facts={[
          ...description.facts,
          { label: 'Severity', value: severity },
          ...(labels.length > 0 ? [{ label: 'Labels', value: labels.join(', ') }] : []),
          ...(assignees.length > 0 ? [{ label: 'Assigned to', value: assignees.join(', ') }] : []),
        ]}
      />
    </div>
  )
}

function Plain({ lead, text }: { lead?: string; text: string }) {
  return (
    <div className="space-y-2 text-sm">
      {lead && <p className="font-medium break-words">{lead}</p>}
      <p className="break-words whitespace-pre-wrap">{text}</p>
    </div>
  )
}
