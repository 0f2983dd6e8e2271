import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { foundOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { NewSearch } from '#app/(dashboard)/break-points/new/_components/new-search.client.tsx'
import {
  axisRanges,
  searchDefaults,
} from '#app/(dashboard)/break-points/new/_lib/search-defaults.ts'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Card, CardBody } from '#components/ui/card.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { getSearch } from '#lib/robustness/queries.ts'
import { searchCases } from '#lib/robustness/search-cases.ts'
import { startRunOptions } from '#lib/runs/start-run-options.ts'

export const metadata: Metadata = { title: 'Find a robustness threshold' }

const id = z.uuid().optional().catch(undefined)
/** `like`: a search whose settings are taken over */
const Query = z.object({ case: id, like: id })

type NewSearchPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** What the form offers, and what is chosen at first. */
async function load(ctx: Ctx, query: z.output<typeof Query>) {
  const like = query.like ? await foundOr404(getSearch(ctx, query.like)) : null
  const caseId = query.case ?? like?.case.id
  const [options, [testCase = null]] = await Promise.all([
    startRunOptions(ctx),
    caseId ? searchCases(ctx, { id: caseId }) : [],
  ])
  const profiles = options.deviceProfiles.filter(({ value }) => value !== 'none')
  const values = searchDefaults(like)
  return {
    targets: options.targets,
    deviceProfiles: profiles,
    testCase,
    values: {
      ...values,
      case_id: testCase?.id ?? '',
      target: values.target || (options.targets[0]?.value ?? ''),
      language: testCase?.languages.includes(values.language)
        ? values.language
        : (testCase?.languages[0] ?? ''),
      device_profile: profiles.find(({ label }) => label === like?.plan.base_name)?.value ?? '',
    },
  }
}

export default async function NewSearchPage({ searchParams }: NewSearchPageProps) {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'run:start')) redirect('/break-points')
  const { values, testCase, ...options } = await load(ctx, Query.parse(await searchParams))
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Robustness', href: '/break-points' },
          { label: 'Find a robustness threshold' },
        ]}
        title="Find a robustness threshold"
        description="One case is made harder step by step to find the level at which it starts to fail."
      />
      <Card className="max-w-3xl">
        <CardBody>
          <NewSearch {...options} axes={axisRanges} initial={{ values, testCase }} />
        </CardBody>
      </Card>
    </>
  )
}
