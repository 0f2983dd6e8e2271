import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { listCalibrations, listEngines } from '#lib/meaning/queries.ts'
import type { CalibrationView, EngineView } from '#lib/meaning/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { languageName } from '#lib/platform/format/language-name.ts'
import { formatCount } from '#lib/platform/format/share.ts'

const states: Record<CalibrationView['state'], { label: string; tone: BadgeTone }> = {
  running: { label: 'Running', tone: 'accent' },
  in_force: { label: 'In force', tone: 'passed' },
  failed: { label: 'Failed', tone: 'failed' },
  retired: { label: 'Retired', tone: 'neutral' },
}

const cutWords = (cut: number | null, words: string) =>
  cut === null ? `${words}: never decided` : `${words} ${cut.toFixed(3)}`

function CalibrationRow({ calibration }: { calibration: CalibrationView }) {
  const { state, figures, drift, checked_at: checked, reason } = calibration
  const { label, tone } = states[state]
  return (
    <TableRow>
      <TableCell className="align-top">
        <Badge tone={tone}>{label}</Badge>
        {state === 'running' && (
          <span className="text-muted-foreground block text-xs tabular-nums">
            {formatCount(calibration.scored)} of {formatCount(calibration.pairs)}
          </span>
        )}
      </TableCell>
      <TableCell className="align-top">
        <span className="block font-medium">{calibration.engine}</span>
        <span className="text-muted-foreground block max-w-44 text-xs break-words">
          {calibration.model}
        </span>
      </TableCell>
      <TableCell className="align-top whitespace-nowrap">{calibration.language}</TableCell>
      <TableCell className="align-top whitespace-nowrap tabular-nums">
        <span className="block">{cutWords(calibration.same, 'the same from')}</span>
        <span className="block">{cutWords(calibration.different, 'different up to')}</span>
      </TableCell>
      <TableCell className="w-full min-w-56 align-top text-pretty">
        {reason ?? figures?.text ?? '–'}
      </TableCell>
      <TableCell className="align-top whitespace-nowrap tabular-nums">
        {drift === null ? 'not checked' : drift.toFixed(3)}
        {checked && (
          <Time value={checked} style="ago" className="text-muted-foreground block text-xs" />
        )}
      </TableCell>
    </TableRow>
  )
}

function Calibrations({ calibrations }: { calibrations: CalibrationView[] }) {
  return (
    <Table aria-label="Calibrations">
      <TableHead>
        <TableRow>
          <TableHeader>State</TableHeader>
          <TableHeader>Engine</TableHeader>
          <TableHeader>Language</TableHeader>
          <TableHeader>Thresholds</TableHeader>
          <TableHeader>Statistics</TableHeader>
          <TableHeader>Drift</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {calibrations.map((calibration) => (
          <CalibrationRow key={calibration.id} calibration={calibration} />
        ))}
      </TableBody>
    </Table>
  )
}

function Engines({ engines }: { engines: EngineView[] }) {
  if (engines.length === 0)
    return (
      <p className="text-sm text-pretty">
        No engine is configured. An answer like the expected one is then decided by equal wording
        and by what people have decided before; everything else goes to a person. To add one, set{' '}
        <code className="font-mono text-xs">EMBEDDINGS_URL</code>,{' '}
        <code className="font-mono text-xs">ONNX_MODEL_DIR</code> or{' '}
        <code className="font-mono text-xs">LLM_JUDGE_URL</code> and restart Earshot.
      </p>
    )
  return (
    <ul className="space-y-1 text-sm">
      {engines.map(({ id, label, model, languages }) => (
        <li key={id}>
          <span className="font-medium">{label}</span>{' '}
          <span className="text-muted-foreground break-words">{model}</span>:{' '}
          {languages.length === 0
            ? 'orders the review queue; it decides nothing until it is calibrated.'
            : `may decide in ${languages.map(languageName).join(', ')}.`}
        </li>
      ))}
    </ul>
  )
}

type EnginesCardProps = { ctx: Ctx; settings: PolicySettings }

/** Who may say that two texts mean the same, where, and on what evidence. */
export async function EnginesCard({ ctx, settings }: EnginesCardProps) {
  const [engines, calibrations] = await Promise.all([listEngines(ctx), listCalibrations(ctx)])
  return (
    <Card id="engines">
      <CardHeader
        title="Engines of meaning"
        description="An engine scores how alike two texts are. Its scores decide only beyond thresholds that were calibrated on labelled pairs of that language; without a calibration they order the queue."
      />
      <CardBody className="space-y-3">
        <Engines engines={engines} />
        {settings.meaning.length > 0 && (
          <p className="text-muted-foreground text-sm">
            This policy carries {formatCount(settings.meaning.length)} thresholds for `earshot
            judge`, written in a file:{' '}
            {settings.meaning.map(({ engine, language }) => `${engine} in ${language}`).join(', ')}.
          </p>
        )}
        <details className="text-sm" open={engines.length > 0 && calibrations.length === 0}>
          <summary className="text-muted-foreground hover:text-foreground w-fit cursor-default">
            How to calibrate an engine
          </summary>
          <div className="space-y-2 pt-2">
            <p className="text-pretty">
              Write pairs of an expected and a given answer, one a line, and whether they say the
              same; about 2,000 for each language are needed to prove a promise of 0.3 %. Then run:
            </p>
            <CodeBlock
              label="Calibration"
              code={`npm run -s earshot -- calibrate --engine embeddings --pairs pairs.jsonl

# pairs.jsonl, one JSON object a line
{"language":"en-US","expected":"The shop is open","reply":"We are open","same":true}`}
            />
          </div>
        </details>
      </CardBody>
      {calibrations.length > 0 && (
        <div className="border-t">
          <Calibrations calibrations={calibrations} />
        </div>
      )}
    </Card>
  )
}
