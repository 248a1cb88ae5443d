import { Background, Controls, Handle, MarkerType, MiniMap, Position, ReactFlow, type Edge, type Node, type NodeProps } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { Button, Switch, Tooltip } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GraphNode } from '../api/types'
import { kindColour } from '../theme'
import { essence, fromSinks, NODE_HEIGHT, NODE_WIDTH, place, type Placed } from './layout'

type Box = Node<{ node: GraphNode }, 'box'>

const USUAL_WIDTH = 1340
const LEAST_ZOOM = 0.5
const LARGE = 24

/** A scenario as a picture to read: what each box is, what it gives, and its sentence when chosen. */
export default function Graph({ nodes }: { nodes: readonly GraphNode[] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<GraphNode>()
  const [full, setFull] = useState(false)
  const [gist, setGist] = useState(nodes.length > LARGE)
  const seen = useMemo(() => (gist ? essence(nodes) : nodes), [nodes, gist])
  const placed = useMemo(() => place(seen), [seen])
  return (
    <div className={full ? 'graph graph-full' : 'graph'}>
      <div className="graph-line" aria-live="polite" data-testid="chosen">
        {chosen ? <Chosen node={chosen} /> : <Legend nodes={nodes} />}
        {nodes.length > LARGE && (
          <label className="push tight">
            <Switch size="small" checked={gist} onChange={setGist} /> {t('graph.gist', { seen: essence(nodes).length, all: nodes.length })}
          </label>
        )}
        <Button className={nodes.length > LARGE ? '' : 'push'} size="small" onClick={() => setFull(!full)}>
          {full ? t('graph.small') : t('graph.large')}
        </Button>
      </div>
      <div className="graph-canvas" style={full ? undefined : { height: heightFor(placed) }} data-testid="graph">
        <Picture key={`${full} ${gist}`} nodes={seen} placed={placed} onChoose={setChosen} />
      </div>
      {!full && <Steps nodes={nodes} />}
    </div>
  )
}

/** As high as the whole picture needs at the zoom that fits its width, within reason. */
function heightFor(placed: readonly Placed[]): number {
  const right = Math.max(...placed.map(({ x }) => x + NODE_WIDTH))
  const bottom = Math.max(...placed.map(({ y }) => y + NODE_HEIGHT))
  const zoom = Math.max(LEAST_ZOOM, Math.min(1, USUAL_WIDTH / right))
  return Math.round(Math.max(180, Math.min(470, bottom * zoom + 40)))
}

interface PictureProps {
  nodes: readonly GraphNode[]
  placed: readonly Placed[]
  onChoose: (node: GraphNode | undefined) => void
}

function Picture({ nodes, placed, onChoose }: PictureProps) {
  const { t } = useTranslation()
  const boxes = useMemo(() => placed.map(boxOf), [placed])
  const edges = useMemo(() => nodes.flatMap(edgesOf), [nodes])
  return (
    <ReactFlow<Box>
      defaultNodes={boxes}
      defaultEdges={edges}
      nodeTypes={nodeTypes}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      deleteKeyCode={null}
      zoomOnScroll={false}
      preventScrolling={false}
      minZoom={0.15}
      fitView
      fitViewOptions={{ padding: 0.04, maxZoom: 1, minZoom: LEAST_ZOOM }}
      ariaLabelConfig={ariaLabels(t)}
      onSelectionChange={({ nodes: [first] }) => onChoose(first?.data.node)}
    >
      <Background />
      <Controls showInteractive={false} fitViewOptions={{ padding: 0.04, maxZoom: 1 }} />
      {nodes.length > LARGE && <MiniMap pannable zoomable ariaLabel={t('graph.map')} nodeColor={(box) => kindColour((box as Box).data.node.kind)} style={{ width: 140, height: 70 }} />}
    </ReactFlow>
  )
}

const boxOf = ({ node, x, y }: Placed): Box => ({
  id: node.id,
  type: 'box',
  position: { x, y },
  width: NODE_WIDTH,
  height: NODE_HEIGHT,
  data: { node },
  ariaLabel: `${node.label} · ${node.kind} · ${node.sentence}`,
})

const edgesOf = (node: GraphNode): Edge[] =>
  node.inputs.map((input) => ({
    id: `${input}-${node.id}`,
    source: input,
    target: node.id,
    markerEnd: { type: MarkerType.ArrowClosed, color: '#5b6472' },
    style: { stroke: '#5b6472' },
  }))

const nodeTypes = { box: BoxView }

function BoxView({ data: { node }, selected }: NodeProps<Box>) {
  const colour = kindColour(node.kind)
  return (
    <Tooltip title={node.sentence} mouseEnterDelay={0.2}>
      <div className={selected ? 'box chosen' : 'box'} style={{ borderTopColor: colour }}>
        <Handle type="target" position={Position.Left} isConnectable={false} />
        <b>{node.label}</b>
        <Kind kind={node.kind} />
        <span className="clip">{node.sentence}</span>
        <Handle type="source" position={Position.Right} isConnectable={false} />
      </div>
    </Tooltip>
  )
}

const Kind = ({ kind }: { kind: string }) => (
  <span className="kind" style={{ background: kindColour(kind) }}>
    {kind}
  </span>
)

function Chosen({ node }: { node: GraphNode }) {
  const { t } = useTranslation()
  return (
    <>
      <b className="tight">{node.label}</b>
      <Kind kind={node.kind} />
      <span>{node.sentence}</span>
      <span className="quiet tight">{t('graph.inputs', { count: node.inputs.length })}</span>
    </>
  )
}

function Legend({ nodes }: { nodes: readonly GraphNode[] }) {
  const { t } = useTranslation()
  return (
    <>
      <ul className="legend" aria-label={t('graph.legend')}>
        {[...new Set(nodes.map(({ kind }) => kind))].map((kind) => (
          <li key={kind}>
            <Kind kind={kind} />
            {t('graph.nodes', { count: nodes.filter((node) => node.kind === kind).length })}
          </li>
        ))}
      </ul>
      <span className="quiet">{t('graph.hint')}</span>
    </>
  )
}

/** The same picture as a list, for those who read rather than look. */
function Steps({ nodes }: { nodes: readonly GraphNode[] }) {
  const { t } = useTranslation()
  const byId = new Map(nodes.map((node) => [node.id, node.label]))
  return (
    <details className="steps">
      <summary>{t('graph.steps', { count: nodes.length })}</summary>
      <ol>
        {fromSinks(nodes).map((node) => (
          <li key={node.id}>
            <Kind kind={node.kind} />
            <b>{node.label}</b> {node.sentence}
            {node.inputs.length > 0 && <span className="quiet"> ← {node.inputs.map((id) => byId.get(id) ?? id).join(' + ')}</span>}
          </li>
        ))}
      </ol>
    </details>
  )
}

const ariaLabels = (t: ReturnType<typeof useTranslation>['t']) => ({
  'node.a11yDescription.default': t('graph.hint'),
  'controls.ariaLabel': t('graph.controls'),
  'controls.zoomIn.ariaLabel': t('graph.zoom_in'),
  'controls.zoomOut.ariaLabel': t('graph.zoom_out'),
  'controls.fitView.ariaLabel': t('graph.fit'),
})
