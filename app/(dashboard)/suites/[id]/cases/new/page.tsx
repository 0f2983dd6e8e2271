import type { Metadata } from 'next'
import { redirect } from 'next/navigation'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { NewCase } from '#app/(dashboard)/suites/[id]/cases/_components/edit-case.client.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { getSuite } from '#lib/suites/queries.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

export const metadata: Metadata = { title: 'New case' }

/** In the languages that the suite is written in. */
const emptyCase = (languages: string[]): CaseInput => ({
  id: '',
  name: '',
  description: '',
  priority: 'medium',
  status: 'active',
  tags: [],
  languages: Object.fromEntries(languages.map((language) => [language, { voice: 'default' }])),
  turns: [{ say: '', expect: {} }],
})

export default async function NewCasePage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requestCtx()
  const suite = await foundOr404(getSuite(ctx, idOr404((await params).id)))
  if (!may(ctx.actor, 'suite:write')) redirect(`/suites/${suite.id}`)
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Suites', href: '/suites' },
          { label: suite.name, href: `/suites/${suite.id}` },
          { label: 'New case' },
        ]}
        title="New case"
      />
      <div className="pb-20">
        <NewCase
          suiteId={suite.id}
          value={emptyCase(suite.languages.length > 0 ? suite.languages : ['en-US'])}
        />
      </div>
    </>
  )
}
