import type { Metadata } from 'next'
import { z } from 'zod'

import { StartRun } from '#app/(dashboard)/_components/start-run.tsx'
import { ImportSuites } from '#app/(dashboard)/suites/_components/import-suites.client.tsx'
import { SuiteFormButton } from '#app/(dashboard)/suites/_components/suite-form.client.tsx'
import { SuiteSearch } from '#app/(dashboard)/suites/_components/suite-search.tsx'
import { SuiteRows } from '#app/(dashboard)/suites/_components/suite-rows.client.tsx'
import { rowOfSuite } from '#app/(dashboard)/suites/_lib/suite-row.ts'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { importFormatOptions } from '#lib/importers/registry.ts'
import { suiteVerdicts } from '#lib/insights/overview/suite-verdicts.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { suitesToRun } from '#lib/runs/suites-to-run.ts'
import { listSuites } from '#lib/suites/queries.ts'

export const metadata: Metadata = { title: 'Suites' }

const Query = z.object({
  q: z.string().trim().max(200).catch(''),
  tag: z.string().trim().max(50).catch(''),
  cursor: z.string().max(500).optional().catch(undefined),
})

type SuitesPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

function hrefOf(filter: { q: string; tag: string }, cursor: string | null): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...filter, cursor }))
    if (value) query.set(name, value)
  return query.size > 0 ? `/suites?${query}` : '/suites'
}

export default async function SuitesPage({ searchParams }: SuitesPageProps) {
  const ctx = await requestCtx()
  const { cursor, ...filter } = Query.parse(await searchParams)
  const canWrite = may(ctx.actor, 'suite:write')
  const { data, next_cursor } = await listSuites(ctx, {
    ...{ limit: 50, cursor, search: filter.q, tag: filter.tag },
  })
  const ids = data.map(({ id }) => id)
  const mayStart = may(ctx.actor, 'run:start')
  const [verdicts, runnable] = await Promise.all([
    suiteVerdicts(ctx, ids),
    mayStart ? suitesToRun(ctx, ids) : new Set<string>(),
  ])
  const filtered = filter.q !== '' || filter.tag !== '' || cursor !== undefined
  const write = canWrite && (
    <>
      <ImportSuites formats={importFormatOptions} />
      <SuiteFormButton />
    </>
  )
  return (
    <>
      <PageHeader
        title="Suites"
        description="What callers say, and which answers are expected."
        actions={
          <>
            {write}
            {data.length > 0 && <StartRun ctx={ctx} />}
          </>
        }
      />
      {(data.length > 0 || filtered) && <SuiteSearch search={filter.q} tag={filter.tag} />}
      {data.length > 0 ? (
        <>
          <Card>
            <SuiteRows
              suites={data.map((suite) =>
                rowOfSuite(suite, verdicts.get(suite.id), runnable.has(suite.id)),
              )}
              mayStart={mayStart}
            />
          </Card>
          <Pagination
            newerHref={cursor ? hrefOf(filter, null) : null}
            olderHref={next_cursor ? hrefOf(filter, next_cursor) : null}
            newerLabel="First"
            olderLabel="More"
          />
        </>
      ) : filtered ? (
        <EmptyState title="No suite matches" description="No suite has this name or tag." />
      ) : (
        <EmptyState
          title="No suite yet"
          description={
            canWrite
              ? 'Write the first one here, or import a suite file. Examples are in the folder examples of the source code.'
              : 'A QA engineer or an administrator writes suites.'
          }
          action={write}
        />
      )}
    </>
  )
}
