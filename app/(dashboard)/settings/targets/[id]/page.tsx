import type { Metadata } from 'next'
import { cache } from 'react'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { TargetState } from '#app/(dashboard)/settings/targets/[id]/_components/target-state.client.tsx'
import { Variables } from '#app/(dashboard)/settings/targets/[id]/_components/variables.client.tsx'
import { CheckButton } from '#app/(dashboard)/settings/targets/_components/check-button.client.tsx'
import { EditTarget } from '#app/(dashboard)/settings/targets/_components/edit-target.client.tsx'
import { LastCheck } from '#app/(dashboard)/settings/targets/_components/last-check.tsx'
import { connectorOptions } from '#app/(dashboard)/settings/targets/_lib/connector-options.ts'
import { deleteTargetAction } from '#app/(dashboard)/settings/targets/actions.ts'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { DeleteButton } from '#components/ui/delete-button.client.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { getConnector } from '#lib/engines/connectors/registry.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { getTarget, listTargetVersions, listVariables } from '#lib/targets/queries.ts'
import type { TargetVersionView } from '#lib/targets/schema.ts'

type TargetPageProps = { params: Promise<{ id: string }> }

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  const id = idOr404(text)
  const [target, variables, versions] = await foundOr404(
    Promise.all([getTarget(ctx, id), listVariables(ctx, id), listTargetVersions(ctx, id)]),
  )
  return { ctx, target, variables, versions }
})

export async function generateMetadata({ params }: TargetPageProps): Promise<Metadata> {
  return { title: (await load((await params).id)).target.name }
}

function History({ versions }: { versions: TargetVersionView[] }) {
  return (
    <Card>
      <CardHeader title="History" className="pb-2" />
      <ol className="divide-y text-sm">
        {versions.slice(0, 20).map((version) => (
          <li key={version.version} className="px-4 py-2">
            <details>
              <summary className="rounded-sm">
                <span className="font-medium tabular-nums">Version {version.version}</span>{' '}
                <span className="text-muted-foreground">
                  {version.changed_by?.name ?? 'Earshot'},{' '}
                  <Time value={version.created_at} style="ago" />
                </span>
              </summary>
              <p className="text-muted-foreground mt-1 text-xs">
                Calls at once: {version.max_concurrency ?? 'no limit'} · a minute:{' '}
                {version.max_calls_per_minute ?? 'no limit'}
              </p>
              <CodeBlock
                label={`Settings of version ${version.version}`}
                code={JSON.stringify(version.config, null, 2)}
                className="mt-2"
              />
            </details>
          </li>
        ))}
      </ol>
    </Card>
  )
}

export default async function TargetPage({ params }: TargetPageProps) {
  const { ctx, target, variables, versions } = await load((await params).id)
  const canWrite = may(ctx.actor, 'target:write')
  const connector = getConnector(target.connector)
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Targets', href: '/settings/targets' }, { label: target.name }]}
        title={target.name}
        badges={
          <Badge tone={target.is_active ? 'passed' : 'neutral'}>
            {target.is_active ? 'active' : 'inactive'}
          </Badge>
        }
        description={`${connector.label}, version ${target.version}`}
        actions={
          canWrite && (
            <DeleteButton
              kind="target"
              name={target.name}
              consequences="Its credentials are deleted. Results of earlier runs stay readable."
              onDelete={deleteTargetAction.bind(null, target.id)}
            />
          )
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Card>
          <CardHeader
            title="Settings"
            {...(canWrite &&
              !may(ctx.actor, 'target:secrets') && {
                description:
                  'Only an administrator may set credentials or change the address that receives them.',
              })}
          />
          <CardBody>
            {canWrite ? (
              <EditTarget
                key={target.version}
                connectors={connectorOptions(ctx).filter(({ kind }) => kind === target.connector)}
                target={{
                  id: target.id,
                  name: target.name,
                  connector: target.connector,
                  config: target.config,
                  stored_secrets: target.secrets_set,
                }}
              />
            ) : (
              <CodeBlock label="Settings" code={JSON.stringify(target.config, null, 2)} />
            )}
          </CardBody>
        </Card>
        <div className="min-w-0 space-y-4">
          <Card>
            <CardHeader title="Check" description="Asks the voice AI one harmless question." />
            <CardBody className="space-y-3 text-sm">
              <LastCheck check={target.last_check} />
              {canWrite && <CheckButton targetId={target.id} />}
            </CardBody>
          </Card>
          {canWrite && (
            <Card>
              <CardHeader title="Use" />
              <CardBody>
                <TargetState
                  id={target.id}
                  isActive={target.is_active}
                  maxConcurrency={target.max_concurrency}
                  maxCallsPerMinute={target.max_calls_per_minute}
                />
              </CardBody>
            </Card>
          )}
          <Variables targetId={target.id} variables={variables} canWrite={canWrite} />
          <History versions={versions} />
        </div>
      </div>
    </>
  )
}
