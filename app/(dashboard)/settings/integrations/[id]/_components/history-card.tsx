import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { listVersions } from '#lib/integrations/connection-history.ts'
import type { Ctx } from '#lib/platform/context.ts'

const words = (field: string) => field.replaceAll('_', ' ')

/** Who changed the settings of a connection, when, and what they were. */
export async function HistoryCard({ ctx, id }: { ctx: Ctx; id: string }) {
  const versions = await listVersions(ctx, id)
  if (versions.length < 2) return null
  return (
    <Card>
      <CardHeader
        title="Earlier settings"
        description="Each change of the settings, newest first. Secrets are not kept."
      />
      <CardBody>
        <ol className="space-y-2">
          {versions.map(({ version, name, config, changed, by, created_at }) => (
            <li key={version}>
              <details>
                <summary className="focus-visible:outline-ring cursor-pointer rounded-sm text-sm focus-visible:outline-2">
                  Version {version}, <Time value={created_at} />
                  {by !== null && ` by ${by}`}
                  {changed.length > 0 && (
                    <span className="text-muted-foreground">
                      {' '}
                      ({changed.map(words).join(', ')})
                    </span>
                  )}
                </summary>
                <div className="pt-2">
                  <CodeBlock
                    label={`Settings of version ${version}`}
                    code={JSON.stringify({ name, ...config }, null, 2)}
                  />
                </div>
              </details>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  )
}
