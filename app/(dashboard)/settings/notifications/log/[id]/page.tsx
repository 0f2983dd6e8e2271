import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { cache, type ReactNode } from 'react'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { eventLabel } from '#app/(dashboard)/settings/notifications/_lib/event-texts.ts'
import { MessagePreview } from '#app/(dashboard)/settings/notifications/log/[id]/_components/message-preview.tsx'
import { ReasonText } from '#app/(dashboard)/settings/notifications/log/[id]/_components/reason-text.tsx'
import { SendAgain } from '#app/(dashboard)/settings/notifications/log/[id]/_components/send-again.client.tsx'
import { TriesList } from '#app/(dashboard)/settings/notifications/log/[id]/_components/tries-list.tsx'
import {
  NotificationStatusBadge,
  NotificationStatusText,
} from '#app/(dashboard)/settings/notifications/log/_components/notification-status.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { RefreshWhileMoving } from '#components/live/refresh-while-moving.client.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { Payload } from '#lib/notifications/outbox/payload.ts'
import { getNotification } from '#lib/notifications/queries.ts'
import type { NotificationDetailView } from '#lib/notifications/schema.ts'
import { may } from '#lib/platform/auth/authorize.ts'

type NotificationPageProps = { params: Promise<{ id: string }> }

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'delivery:read')) notFound()
  return { ctx, notification: await foundOr404(getNotification(ctx, idOr404(text))) }
})

export async function generateMetadata({ params }: NotificationPageProps): Promise<Metadata> {
  return { title: (await load((await params).id)).notification.title }
}

const soonMs = 60_000

/** A try is under way, or due within a minute: it is worth looking again. */
function isMoving({ status, next_attempt_at }: NotificationDetailView, now: Date): boolean {
  if (status === 'sending') return true
  const due = next_attempt_at === null ? 0 : Date.parse(next_attempt_at)
  return status === 'pending' && due < now.getTime() + soonMs
}

const subjectPages: Record<string, { label: string; href: (id: string) => string }> = {
  run: { label: 'the run', href: (id) => `/runs/${id}` },
  defect: { label: 'the defect', href: (id) => `/defects/${id}` },
  integration: { label: 'the connection', href: (id) => `/settings/integrations/${id}` },
  rule: { label: 'the rule', href: (id) => `/settings/notifications/rules/${id}` },
  worker: { label: 'the workers', href: () => '/settings/queues' },
}

const link = 'underline underline-offset-4'

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className="text-sm break-words">{children}</dd>
    </div>
  )
}

function Why({ notification }: { notification: NotificationDetailView }) {
  const { reason, rule_id, subject, connection, created_at } = notification
  const about = subjectPages[subject.type]
  return (
    <Card>
      <CardHeader title="Why" />
      <CardBody className="space-y-4">
        <p className="text-sm text-pretty break-words first-letter:uppercase">
          <ReasonText text={reason} />
        </p>
        <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
          <Fact label="To">
            <Link href={`/settings/integrations/${connection.id}`} className={link}>
              {connection.name}
            </Link>
          </Fact>
          <Fact label="Written">
            <Time value={created_at} />
          </Fact>
          {about && (
            <Fact label="About">
              <Link href={about.href(subject.id)} className={link}>
                {about.label}
              </Link>
            </Fact>
          )}
          {rule_id && (
            <Fact label="Rule">
              <Link href={`/settings/notifications/rules/${rule_id}`} className={link}>
                the rule that sent it
              </Link>
            </Fact>
          )}
        </dl>
      </CardBody>
    </Card>
  )
}

function Message({ notification: { payload } }: { notification: NotificationDetailView }) {
  const known = Payload.safeParse(payload)
  return (
    <Card>
      <CardHeader title="What it says" />
      <CardBody>
        {known.success ? (
          <MessagePreview payload={known.data} />
        ) : (
          <CodeBlock label="Message" code={JSON.stringify(payload, null, 2)} />
        )}
      </CardBody>
    </Card>
  )
}

export default async function NotificationPage({ params }: NotificationPageProps) {
  const { ctx, notification } = await load((await params).id)
  const { id, status, title, event, connection, tries } = notification
  return (
    <>
      {isMoving(notification, new Date()) && <RefreshWhileMoving />}
      <PageHeader
        crumbs={[
          { label: 'Notifications', href: '/settings/notifications' },
          { label: 'Outgoing log', href: '/settings/notifications/log' },
          { label: title },
        ]}
        title={<span className="line-clamp-2">{title}</span>}
        badges={<NotificationStatusBadge status={status} />}
        description={
          <>
            {eventLabel(event)} to {connection.name}.{' '}
            <NotificationStatusText notification={notification} />
          </>
        }
        actions={
          may(ctx.actor, 'delivery:write') && (
            <SendAgain id={id} status={status} to={connection.name} />
          )
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="min-w-0 space-y-4">
          <Message notification={notification} />
          <Card>
            <CardHeader
              title="Tries"
              description="All requests and answers; keys and tokens are masked."
              className="pb-2"
            />
            {tries.length > 0 ? (
              <TriesList tries={tries} />
            ) : (
              <p className="text-muted-foreground px-4 pb-4 text-sm">None was made.</p>
            )}
          </Card>
        </div>
        <div className="min-w-0">
          <Why notification={notification} />
        </div>
      </div>
    </>
  )
}
