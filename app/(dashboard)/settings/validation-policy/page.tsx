import type { Metadata } from 'next'
import Link from 'next/link'
import { Suspense } from 'react'
import { z } from 'zod'

import { AgreementCard } from '#app/(dashboard)/settings/validation-policy/_components/agreement-card.tsx'
import { BandsCard } from '#app/(dashboard)/settings/validation-policy/_components/bands-card.tsx'
import { CurveCard } from '#app/(dashboard)/settings/validation-policy/_components/curve-card.tsx'
import { EnginesCard } from '#app/(dashboard)/settings/validation-policy/_components/engines-card.tsx'
import { InForceCard } from '#app/(dashboard)/settings/validation-policy/_components/in-force-card.tsx'
import { LazyPolicyEditor } from '#app/(dashboard)/settings/validation-policy/_components/lazy-policy-editor.client.tsx'
import { PolicyHistory } from '#app/(dashboard)/settings/validation-policy/_components/policy-history.tsx'
import { ReplaysCard } from '#app/(dashboard)/settings/validation-policy/_components/replays-card.tsx'
import { RemoveOverride } from '#app/(dashboard)/settings/validation-policy/_components/restore-version.client.tsx'
import { loadOverrides } from '#app/(dashboard)/settings/validation-policy/_lib/load-overrides.ts'
import {
  placeOf,
  type PolicyPlace,
} from '#app/(dashboard)/settings/validation-policy/_lib/policy-place.ts'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { validators as registered } from '#lib/engines/validation/registry.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { formatShare } from '#lib/platform/format/share.ts'
import { getPolicy, getPolicyInForce } from '#lib/policies/queries.ts'
import { listSuites } from '#lib/suites/queries.ts'

export const metadata: Metadata = { title: 'Validation policy' }

const id = z.uuid().optional().catch(undefined)
const Query = z.object({
  suite: id,
  case: id,
  version: z.coerce.number().int().nullable().catch(null).default(null),
  history: z.string().max(500).optional().catch(undefined),
})

type PolicyPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const validators = registered.map(({ kind, label, weight }) => ({ kind, label, weight }))

const sections = [
  ['#settings', 'Settings'],
  ['#curve', 'How low the threshold may be'],
  ['#bands', 'Bands'],
  ['#agreement', 'Agreement'],
  ['#replays', 'Judged again'],
  ['#engines', 'Engines of meaning'],
  ['#history', 'History'],
] as const

const Waiting = ({ label }: { label: string }) => (
  <Card className="p-4" aria-busy aria-label={label}>
    <Skeleton className="h-40" />
  </Card>
)

async function load(ctx: Ctx, place: PolicyPlace) {
  const [inForce, overrides, suites] = await Promise.all([
    getPolicyInForce(ctx, place.query),
    loadOverrides(ctx),
    listSuites(ctx, { limit: 200 }),
  ])
  const saved = inForce.id === null ? null : await getPolicy(ctx, inForce.id)
  return {
    inForce,
    overrides,
    saved,
    suites: suites.data.map(({ id: key, name }) => ({ id: key, name })),
  }
}

const subjectOf = ({ scope, suiteId, testCase }: PolicyPlace) => ({
  scope,
  suite_id: scope === 'suite' ? suiteId : null,
  case_id: testCase?.id ?? null,
})

function SettingsCard(props: {
  place: PolicyPlace
  inForce: Awaited<ReturnType<typeof load>>['inForce']
  canWrite: boolean
}) {
  const { place, inForce, canWrite } = props
  const isOverride = place.scope !== 'organization' && inForce.source === place.scope
  const wider = place.scope === 'case' ? 'its suite or the organization' : 'the organization'
  return (
    <Card id="settings">
      <CardHeader
        title="Settings"
        description={
          canWrite
            ? `Earshot promises that at most ${formatShare(Math.max(0, 1 - inForce.accuracy), 2)} of its automatic verdicts are wrong, a setting of the server. Everything else is chosen here.`
            : 'You may read the policy; only an administrator may change it.'
        }
        actions={
          canWrite &&
          isOverride && (
            <RemoveOverride
              subject={subjectOf(place)}
              baseVersion={inForce.base_version}
              words={place.words}
              wider={`the policy of ${wider}`}
            />
          )
        }
      />
      <CardBody>
        <LazyPolicyEditor
          key={place.href}
          subject={subjectOf(place)}
          of={place.words}
          inForce={inForce}
          validators={validators}
          canWrite={canWrite}
        />
      </CardBody>
    </Card>
  )
}

export default async function ValidationPolicyPage({ searchParams }: PolicyPageProps) {
  const ctx = await requestCtx()
  const query = Query.parse(await searchParams)
  const place = await placeOf(ctx, query)
  const { inForce, overrides, saved, suites } = await load(ctx, place)
  const canWrite = may(ctx.actor, 'policy:write')
  return (
    <>
      <LiveRefresh on={['run', 'review']} everyMs={10_000} />
      <PageHeader
        title="Validation policy"
        description={
          <>
            When Earshot decides by itself, and when a person must. A verdict is automatic only when
            it is proven; the policy says how sure a proof must be.{' '}
            <Link
              href="/docs#?route=tag--policies"
              className="text-primary underline underline-offset-4"
            >
              Policies in the API
            </Link>
          </>
        }
      />
      <nav aria-label="On this page" className="mb-4">
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {sections.map(([href, label]) => (
            <li key={href}>
              <a href={href} className="text-primary rounded-sm underline-offset-4 hover:underline">
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="space-y-4 [&>section]:scroll-mt-4">
        <InForceCard {...{ place, inForce, saved, suites, overrides }} />
        <SettingsCard place={place} inForce={inForce} canWrite={canWrite} />
        <Suspense fallback={<Waiting label="The curve is being computed" />}>
          <CurveCard ctx={ctx} place={place} inForce={inForce} />
        </Suspense>
        <Suspense fallback={<Waiting label="Bands are being counted" />}>
          <BandsCard ctx={ctx} />
        </Suspense>
        <Suspense fallback={<Waiting label="Agreement is being computed" />}>
          <AgreementCard ctx={ctx} />
        </Suspense>
        <ReplaysCard ctx={ctx} settings={inForce.settings} validators={validators} />
        <EnginesCard ctx={ctx} settings={inForce.settings} />
        <PolicyHistory
          ctx={ctx}
          place={place}
          baseVersion={inForce.base_version}
          canWrite={canWrite}
          shown={query.version}
          cursor={query.history}
        />
      </div>
    </>
  )
}
