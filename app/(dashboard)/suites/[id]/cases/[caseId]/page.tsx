import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { z } from 'zod'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { BreakPoints } from '#app/(dashboard)/suites/[id]/cases/[caseId]/_components/break-points.tsx'
import { CaseWordings } from '#app/(dashboard)/suites/[id]/cases/[caseId]/_components/case-wordings.tsx'
import { Versions } from '#app/(dashboard)/suites/[id]/cases/[caseId]/_components/versions.tsx'
import { EditCase } from '#app/(dashboard)/suites/[id]/cases/_components/edit-case.client.tsx'
import { deleteCaseAction } from '#app/(dashboard)/suites/actions.ts'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { DeleteButton } from '#components/ui/delete-button.client.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { caseText } from '#lib/suites/export-suite.ts'
import { getCase, getSuite, listCaseVersions } from '#lib/suites/queries.ts'

const Query = z.object({
  version: z.coerce.number().int().nullable().catch(null),
  wordings: z.string().max(500).optional().catch(undefined),
})

type CasePageProps = {
  params: Promise<{ id: string; caseId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const load = cache(async (suiteId: string, caseId: string) => {
  const ctx = await requestCtx()
  const [suite, testCase, versions] = await foundOr404(
    Promise.all([
      getSuite(ctx, idOr404(suiteId)),
      getCase(ctx, idOr404(caseId)),
      listCaseVersions(ctx, idOr404(caseId)),
    ]),
  )
  const [current] = versions
  if (testCase.suite_id !== suite.id || !current) notFound()
  return { ctx, suite, testCase, versions, definition: current.definition }
})

export async function generateMetadata({ params }: CasePageProps): Promise<Metadata> {
  const { id, caseId } = await params
  return { title: (await load(id, caseId)).testCase.name }
}

export default async function CasePage({ params, searchParams }: CasePageProps) {
  const { id, caseId } = await params
  const { ctx, suite, testCase, versions, definition } = await load(id, caseId)
  const { version, wordings } = Query.parse(await searchParams)
  const canWrite = may(ctx.actor, 'suite:write')
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Suites', href: '/suites' },
          { label: suite.name, href: `/suites/${suite.id}` },
          { label: testCase.name },
        ]}
        title={testCase.name}
        badges={<Badge tone="outline">Version {testCase.version}</Badge>}
        description={
          <>
            <code className="font-mono text-xs">{testCase.key}</code>, changed{' '}
            <Time value={testCase.updated_at} style="ago" />
          </>
        }
        actions={
          canWrite && (
            <DeleteButton
              kind="case"
              name={testCase.name}
              consequences="Its key is free again. Results of earlier runs stay readable."
              onDelete={deleteCaseAction.bind(null, testCase.id)}
            />
          )
        }
      />
      {/* Below, room for the bar with the save button. */}
      <div className="space-y-4 pb-20">
        {canWrite ? (
          <EditCase
            key={testCase.id}
            caseId={testCase.id}
            version={testCase.version}
            value={definition}
          />
        ) : (
          <CodeBlock label="Case" code={caseText(definition)} className="[&_pre]:max-h-none" />
        )}
        <BreakPoints ctx={ctx} caseId={testCase.id} />
        <CaseWordings
          ctx={ctx}
          caseId={testCase.id}
          cursor={wordings}
          href={`/suites/${suite.id}/cases/${testCase.id}`}
        />
        <Versions
          versions={versions}
          shown={version}
          href={`/suites/${suite.id}/cases/${testCase.id}`}
        />
      </div>
    </>
  )
}
