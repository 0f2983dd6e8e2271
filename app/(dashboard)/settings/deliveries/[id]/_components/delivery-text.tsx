import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'

/** Easier to read; what is no JSON, or was cut, stays as it came. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

const summaryClass = 'rounded-sm text-sm font-medium'

type DeliveryTextProps = { headers: Record<string, string>; body: string | null }

/** What came over the wire, credentials left out. */
export function DeliveryText({ headers, body }: DeliveryTextProps) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return (
    <Card>
      <CardHeader title="What was sent" description="Signatures and secrets are left out." />
      <CardBody className="space-y-3">
        <details>
          <summary className={summaryClass}>Headers</summary>
          <CodeBlock label="Headers" code={lines.join('\n')} className="mt-2" />
        </details>
        {body !== null && (
          <details>
            <summary className={summaryClass}>Body</summary>
            <CodeBlock label="Body" code={pretty(body)} className="mt-2" />
          </details>
        )}
      </CardBody>
    </Card>
  )
}
