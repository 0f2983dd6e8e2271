import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { cache } from 'react'
import { z } from 'zod'

import { StartRun } from '#app/(dashboard)/_components/start-run.tsx'
import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { CasesTable } from '#app/(dashboard)/suites/[id]/_components/cases-table.tsx'
import { ExportButton } from '#app/(dashboard)/suites/[id]/_components/export-button.tsx'
import { ImportSuites } from '#app/(dashboard)/suites/_components/import-suites.client.tsx'
import { SuiteFormButton } from '#app/(dashboard)/suites/_components/suite-form.client.tsx'
import { deleteSuiteAction } from '#app/(dashboard)/suites/actions.ts'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DeleteButton } from '#components/ui/delete-button.client.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { importFormatOptions } from '#lib/importers/registry.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { formatQuantity } from '#lib/platform/format/share.ts'
import { getSuite, listCasesOf } from '#lib/suites/queries.ts'

const Query = z.object({ cursor: z.string().max(500).optional().catch(undefined) })

type SuitePageProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const load = cache(async (id: string) => {
  const ctx = await requestCtx()
  return { ctx, suite: await foundOr404(getSuite(ctx, idOr404(id))) }
})

export async function generateMetadata({ params }: SuitePageProps): Promise<Metadata> {
  const { suite } = await load((await params).id)
  return { title: suite.name }
}

export default async function SuitePage({ params, searchParams }: SuitePageProps) {
  const { ctx, suite } = await load((await params).id)
  const { cursor } = Query.parse(await searchParams)
  const { data: cases, next_cursor } = await listCasesOf(ctx, suite.id, { limit: 100, cursor })
  const canWrite = may(ctx.actor, 'suite:write')
  const here = `/suites/${suite.id}`
  const addCase = canWrite && (
    <Button asChild variant="outline">
      <Link href={`${here}/cases/new`}>
        <Plus aria-hidden /> Add case
      </Link>
    </Button>
  )
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Suites', href: '/suites' }, { label: suite.name }]}
        title={suite.name}
        badges={suite.tags.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
        description={suite.description || formatQuantity(suite.case_count, 'case')}
        actions={
          <>
            {canWrite && (
              <>
                <DeleteButton
                  kind="suite"
                  name={suite.name}
                  consequences="Its cases go with it. Results of earlier runs stay readable."
                  onDelete={deleteSuiteAction.bind(null, suite.id)}
                />
                <SuiteFormButton suite={suite} />
                <ImportSuites formats={importFormatOptions} />
              </>
            )}
            <ExportButton suiteId={suite.id} format="yaml" label="Export" />
            {addCase}
            {suite.case_count > 0 && <StartRun ctx={ctx} suiteIds={[suite.id]} />}
          </>
        }
      />
      {cases.length === 0 ? (
        <EmptyState
          title="No case yet"
          description="A case is one conversation: what the caller says, turn by turn, and what is expected of each answer."
          action={addCase}
        />
      ) : (
        <>
          <Card>
            <CasesTable suiteId={suite.id} cases={cases} />
          </Card>
          <Pagination
            newerHref={cursor ? here : null}
            olderHref={
              next_cursor ? `${here}?${new URLSearchParams({ cursor: next_cursor })}` : null
            }
            newerLabel="First"
            olderLabel="More"
            summary={formatQuantity(suite.case_count, 'case')}
          />
        </>
      )}
    </>
  )
}
