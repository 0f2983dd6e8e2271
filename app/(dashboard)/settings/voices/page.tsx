import type { Metadata } from 'next'
import { Suspense } from 'react'
import { z } from 'zod'

import { EngineList } from '#app/(dashboard)/settings/voices/_components/engine-list.tsx'
import { VoiceFilters } from '#app/(dashboard)/settings/voices/_components/voice-filters.tsx'
import { VoicesTable } from '#app/(dashboard)/settings/voices/_components/voices-table.tsx'
import { groupVoices } from '#app/(dashboard)/settings/voices/_lib/group-voices.ts'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { filterVoices } from '#lib/engines/speech/catalogue/filter-voices.ts'
import type { VoicesQuery, VoicesView } from '#lib/engines/speech/schema.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { getVoices } from '#lib/http/speech-preview.ts'
import { AppError } from '#lib/platform/errors.ts'
import { formatQuantity } from '#lib/platform/format/share.ts'

export const metadata: Metadata = { title: 'Voices' }

/** An empty field of the form filters nothing. */
const text = z
  .string()
  .trim()
  .max(40)
  .optional()
  .catch(undefined)
  .transform((value) => value || undefined)
const Query = z.object({
  language: text,
  engine: text,
  gender: z.enum(['female', 'male']).optional().catch(undefined),
})

type VoicesPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

async function findVoices(): Promise<VoicesView | string> {
  try {
    return await getVoices()
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

async function Catalogue({ query }: { query: VoicesQuery }) {
  const all = await findVoices()
  if (typeof all === 'string')
    return <EmptyState title="The voices cannot be listed" description={all} />
  const found = filterVoices(all, query)
  const groups = groupVoices(found, query)
  return (
    <div className="space-y-4">
      <EngineList engines={all.engines} />
      <VoiceFilters query={query} engines={all.engines} />
      {groups.length === 0 ? (
        <EmptyState
          title="No voice matches"
          description="Clear the filter, or set up another engine: the settings are named above."
        />
      ) : (
        <Card>
          <CardHeader
            title={formatQuantity(found.data.length, 'voice')}
            description="The copy button gives the line of a case's languages in a suite file."
            className="pb-3"
          />
          <VoicesTable groups={groups} />
        </Card>
      )}
    </div>
  )
}

export default async function VoicesPage({ searchParams }: VoicesPageProps) {
  await requestCtx()
  const { language, engine, gender } = Query.parse(await searchParams)
  const query = {
    ...(language !== undefined && { language }),
    ...(engine !== undefined && { engine }),
    ...(gender !== undefined && { gender }),
  }
  return (
    <>
      <PageHeader
        title="Voices"
        description="Voices that can speak for the caller. A case has a voice for each of its languages; default is the first voice of the default engine."
      />
      <Suspense
        fallback={
          <div className="space-y-4" role="status" aria-label="Asking the engines for their voices">
            <Skeleton className="h-52 w-full" />
            <Skeleton className="h-96 w-full" />
          </div>
        }
      >
        <Catalogue query={query} />
      </Suspense>
    </>
  )
}
