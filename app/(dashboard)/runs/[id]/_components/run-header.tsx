import type { ReactNode } from 'react'

import { LazyLiveStatus } from '#app/(dashboard)/runs/[id]/_components/lazy-live-status.client.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { SubNav } from '#components/layout/sub-nav.client.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { RunView } from '#lib/runs/schema.ts'

const modes = { voice: 'by voice', text: 'by text', twin: 'by voice and by text' }

/** What the pages of one run share: its name, its state, and the way from one to the other. */
export function RunHeader({ run, actions }: { run: RunView; actions?: ReactNode }) {
  const href = `/runs/${run.id}`
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Runs', href: '/runs' }, { label: run.name }]}
        title={run.name}
        badges={<LazyLiveStatus initialRun={run} />}
        actions={actions}
        description={
          <>
            {run.target.name}, {modes[run.mode]}, started{' '}
            <Time value={run.created_at} style="ago" />
          </>
        }
      />
      <SubNav
        label="This run"
        items={[
          { href, label: 'Results', exact: true },
          { href: `${href}/analysis`, label: 'Analysis' },
        ]}
      />
    </>
  )
}
