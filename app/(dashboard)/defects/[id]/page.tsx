import type { Metadata } from 'next'
import Link from 'next/link'
import { cache, type ReactNode } from 'react'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { DefectFields } from '#app/(dashboard)/defects/[id]/_components/defect-fields.client.tsx'
import { EditDefect } from '#app/(dashboard)/defects/[id]/_components/edit-defect.client.tsx'
import { EvidenceList } from '#app/(dashboard)/defects/[id]/_components/evidence-list.tsx'
import { History } from '#app/(dashboard)/defects/[id]/_components/history.tsx'
import { LinkIssue } from '#app/(dashboard)/defects/[id]/_components/link-issue.client.tsx'
import { DefectStatusBadge } from '#app/(dashboard)/defects/_components/defect-status-badge.tsx'
import { IssueLink } from '#app/(dashboard)/defects/_components/issue-link.tsx'
import { SeverityBadge } from '#components/defects/severity-badge.tsx'
import { EvidenceDownload } from '#components/evidence/evidence-download.client.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { BlameBadge } from '#components/verdict/blame-badge.client.tsx'
import { listUsers } from '#lib/accounts/queries.ts'
import type { UserView } from '#lib/accounts/schema.ts'
import { getDefect } from '#lib/defects/queries.ts'
import type { DefectDetailView } from '#lib/defects/schema.ts'
import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { evidenceExecutionLimit } from '#lib/evidence/schema.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { listConnections } from '#lib/integrations/queries.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { formatCount } from '#lib/platform/format/share.ts'

type DefectPageProps = { params: Promise<{ id: string }> }

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  return { ctx, defect: await foundOr404(getDefect(ctx, idOr404(text))) }
})

export async function generateMetadata({ params }: DefectPageProps): Promise<Metadata> {
  return { title: (await load((await params).id)).defect.title }
}

/** Who may be given the defect: everybody active, and whoever has it now. */
const candidates = (users: UserView[], defect: DefectDetailView) =>
  users
    .filter(({ id, is_active }) => is_active || id === defect.assigned_to?.id)
    .map(({ id, name }) => ({ id, name }))

async function listTrackers(ctx: Ctx) {
  return (await listConnections(ctx))
    .filter(({ kind, is_enabled }) => is_enabled && getIntegration(kind).tracker !== undefined)
    .map(({ id, name }) => ({ id, name }))
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className="text-sm break-words">{children}</dd>
    </div>
  )
}

function Facts({ defect }: { defect: DefectDetailView }) {
  const { suite, blame, language, first_seen_at, last_seen_at, resolved_at } = defect
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
      {suite && defect.case && (
        <>
          <Fact label="Case">
            <Link
              href={`/suites/${suite.id}/cases/${defect.case.id}`}
              className="underline underline-offset-4"
            >
              {defect.case.name}
            </Link>
          </Fact>
          <Fact label="Suite">
            <Link href={`/suites/${suite.id}`} className="underline underline-offset-4">
              {suite.name}
            </Link>
          </Fact>
        </>
      )}
      {language && <Fact label="Language">{language}</Fact>}
      {blame && (
        <Fact label="Blame">
          <BlameBadge blame={blame} />
        </Fact>
      )}
      {first_seen_at && (
        <Fact label="First seen">
          <Time value={first_seen_at} />
        </Fact>
      )}
      {last_seen_at && (
        <Fact label="Last seen">
          <Time value={last_seen_at} />
        </Fact>
      )}
      {resolved_at && (
        <Fact label="Resolved">
          <Time value={resolved_at} />
        </Fact>
      )}
    </dl>
  )
}

function Issues({ defect, link }: { defect: DefectDetailView; link: ReactNode }) {
  const { jira, github } = defect
  return (
    <Card>
      <CardHeader
        title="Issues"
        description="Issues linked to this defect in your trackers."
        className="pb-3"
      />
      <div className="space-y-3 px-4 pb-4 text-sm">
        {!jira && !github && <p className="text-muted-foreground">None is linked.</p>}
        {jira && (
          <div>
            <p className="text-muted-foreground text-xs">Jira</p>
            <IssueLink tracker="Jira" issue={jira} />
            {jira.synced_at && (
              <p className="text-muted-foreground text-xs">
                State as of <Time value={jira.synced_at} style="ago" />
              </p>
            )}
          </div>
        )}
        {github && (
          <div>
            <p className="text-muted-foreground text-xs">GitHub</p>
            <IssueLink tracker="GitHub" issue={github} />
          </div>
        )}
        {link}
      </div>
    </Card>
  )
}

function Evidence({ defect: { occurrences, executions } }: { defect: DefectDetailView }) {
  const seen = occurrences === 1 ? 'Occurred once' : `Occurred ${formatCount(occurrences)} times`
  const shown = executions.length
  return (
    <Card>
      <CardHeader
        title="Evidence"
        description={
          shown > 0 && shown < occurrences ? `${seen}; the latest ${shown} are shown.` : `${seen}.`
        }
      />
      <CardBody>
        {shown > 0 ? (
          <EvidenceList executions={executions} />
        ) : (
          <p className="text-muted-foreground text-sm">
            Its executions have been deleted with their runs.
          </p>
        )}
      </CardBody>
    </Card>
  )
}

function Bundle({ defect: { executions, id, occurrences } }: { defect: DefectDetailView }) {
  const included = Math.min(executions.length, evidenceExecutionLimit)
  const all = included === 1 ? 'The execution that showed it' : `All ${included} executions`
  return (
    <EvidenceDownload
      href={`/api/v1/defects/${id}/evidence`}
      size={null}
      contents={[
        included < occurrences
          ? `The latest ${included} of ${formatCount(occurrences)} executions`
          : all,
        'Of each: recordings, scores, raw exchange, reviews',
        'Pages that open and play offline',
        'SHA-256 of every file, signed',
      ]}
    />
  )
}

type StateProps = { defect: DefectDetailView; users: UserView[]; canWrite: boolean }

function State({ defect, users, canWrite }: StateProps) {
  return (
    <Card>
      <CardHeader title="State" />
      <CardBody>
        {canWrite ? (
          <DefectFields defect={defect} people={candidates(users, defect)} />
        ) : (
          <dl className="grid gap-3">
            <Fact label="Status">
              <DefectStatusBadge status={defect.status} />
            </Fact>
            <Fact label="Severity">
              <SeverityBadge severity={defect.severity} />
            </Fact>
            <Fact label="Assigned to">{defect.assigned_to?.name ?? 'Nobody'}</Fact>
          </dl>
        )}
      </CardBody>
    </Card>
  )
}

export default async function DefectPage({ params }: DefectPageProps) {
  const { ctx, defect } = await load((await params).id)
  const canWrite = may(ctx.actor, 'defect:write')
  const [trackers, { data: users }] = await Promise.all([
    canWrite ? listTrackers(ctx) : [],
    listUsers(ctx, { limit: 1_000 }),
  ])
  return (
    <>
      <LiveRefresh on={['run']} everyMs={5_000} />
      <PageHeader
        crumbs={[{ label: 'Defects', href: '/defects' }, { label: defect.title }]}
        title={defect.title}
        badges={
          <>
            <SeverityBadge severity={defect.severity} />
            <DefectStatusBadge status={defect.status} />
          </>
        }
        actions={
          <>
            {defect.executions.length > 0 && <Bundle defect={defect} />}
            {canWrite && <EditDefect defect={defect} />}
          </>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="min-w-0 space-y-4">
          <Card>
            <CardHeader title="What is wrong" />
            <CardBody className="space-y-4">
              <p className="text-sm text-pretty break-words whitespace-pre-wrap">
                {defect.description || 'No description yet.'}
              </p>
              <Facts defect={defect} />
            </CardBody>
          </Card>
          <Evidence defect={defect} />
        </div>
        <div className="min-w-0 space-y-4">
          <State defect={defect} users={users} canWrite={canWrite} />
          <Issues
            defect={defect}
            link={trackers.length > 0 && <LinkIssue defectId={defect.id} trackers={trackers} />}
          />
          <History
            ctx={ctx}
            defectId={defect.id}
            names={new Map(users.map(({ id, name }) => [id, name]))}
          />
        </div>
      </div>
    </>
  )
}
