import { Background, Controls, Handle, MarkerType, Position, ReactFlow, type Edge, type Node, type NodeProps } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { Tooltip } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GraphNode } from '../api/types'
import { kindColour } from '../theme'
import { NODE_HEIGHT, NODE_WIDTH, place, type Placed } from './layout'

type Box = Node<{ node: GraphNode }, 'box'>

/** A scenario as a picture to read: what each box is, what it gives, and its sentence when chosen. */
export default function Graph({ nodes }: { nodes: readonly GraphNode[] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<GraphNode>()
  const placed = useMemo(() => place(nodes), [nodes])
  const boxes = useMemo(() => placed.map(boxOf), [placed])
  const edges = useMemo(() => nodes.flatMap(edgesOf), [nodes])
  const height = Math.min(430, Math.max(200, 40 + Math.max(...placed.map(({ y }) => y + NODE_HEIGHT))))
  return (
    <div className="graph">
      <div className="graph-canvas" style={{ height }} data-testid="graph">
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
          minZoom={0.2}
          fitView
          fitViewOptions={{ padding: 0.06, maxZoom: 1 }}
          ariaLabelConfig={ariaLabels(t)}
          onSelectionChange={({ nodes: [first] }) => setChosen(first?.data.node)}
        >
          <Background />
          <Controls showInteractive={false} />
        </ReactFlow>
      </div>
      <aside className="graph-side" aria-live="polite" data-testid="chosen">
        {chosen ? <Chosen node={chosen} /> : <Legend nodes={nodes} />}
      </aside>
    </div>
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
        <span className="kind" style={{ background: colour }}>
          {node.kind}
        </span>
        <span className="clip">{node.sentence}</span>
        <Handle type="source" position={Position.Right} isConnectable={false} />
      </div>
    </Tooltip>
  )
}

function Chosen({ node }: { node: GraphNode }) {
  const { t } = useTranslation()
  return (
    <>
      <h3 className="h4">{node.label}</h3>
      <p className="flat">{node.sentence}</p>
      <p className="flat quiet">
        {t('graph.gives', { kind: node.kind })} · {t('graph.inputs', { count: node.inputs.length })}
      </p>
    </>
  )
}

function Legend({ nodes }: { nodes: readonly GraphNode[] }) {
  const { t } = useTranslation()
  return (
    <>
      <h3 className="h4">{t('graph.legend')}</h3>
      <ul className="legend">
        {[...new Set(nodes.map(({ kind }) => kind))].map((kind) => (
          <li key={kind}>
            <span className="kind" style={{ background: kindColour(kind) }}>
              {kind}
            </span>
            {t('graph.nodes', { count: nodes.filter((node) => node.kind === kind).length })}
          </li>
        ))}
      </ul>
      <p className="flat quiet">{t('graph.hint')}</p>
    </>
  )
}

const ariaLabels = (t: ReturnType<typeof useTranslation>['t']) => ({
  'node.a11yDescription.default': t('graph.hint'),
  'controls.ariaLabel': t('graph.controls'),
  'controls.zoomIn.ariaLabel': t('graph.zoom_in'),
  'controls.zoomOut.ariaLabel': t('graph.zoom_out'),
  'controls.fitView.ariaLabel': t('graph.fit'),
})
