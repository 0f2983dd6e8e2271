'use client'

import { useQuery } from '@tanstack/react-query'

import { RunStatusBadge } from '#components/verdict/run-status-badge.tsx'
import type { RunView } from '#lib/runs/schema.ts'

/** The badge beside the title; follows what `LiveRun` reads, and asks nothing itself. */
export function LiveStatus({ initialRun }: { initialRun: RunView }) {
  const { data } = useQuery<RunView>({
    queryKey: ['runs', initialRun.id, 'summary'],
    initialData: initialRun,
    enabled: false,
  })
  return <RunStatusBadge status={data.status} paused={data.paused} />
}
