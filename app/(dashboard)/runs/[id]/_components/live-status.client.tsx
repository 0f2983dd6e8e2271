'use client'

import { useQuery } from '@tanstack/react-query'

import { runQuery } from '#app/(dashboard)/runs/[id]/_components/run-query.client.ts'
import { withQueries } from '#components/api/queries.client.tsx'
import { RunStatusBadge } from '#components/verdict/run-status-badge.tsx'
import type { RunView } from '#lib/runs/schema.ts'

function LiveStatusContent({ initialRun }: { initialRun: RunView }) {
  const { data } = useQuery({ ...runQuery(initialRun), enabled: false })
  return <RunStatusBadge status={data.status} paused={data.paused} />
}

/** The badge beside the title; follows what `LiveRun` reads, and asks nothing itself. */
export const LiveStatus = withQueries(LiveStatusContent)
