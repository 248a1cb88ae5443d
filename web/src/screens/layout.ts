/** Where the nodes of a scenario stand: left to right, inputs in the order of their ports. */
import { Graph, layout } from '@dagrejs/dagre'
import type { GraphNode } from '../api/types'

export const NODE_WIDTH = 160
export const NODE_HEIGHT = 60

/**
 * The graph without its plumbing: a box with one input, with readers, and with the same name as another box of its
 * operator (nobody gave it a name of its own) yields its place to its input.
 */
export function essence(nodes: readonly GraphNode[]): GraphNode[] {
  const names = nodes.map((node) => `${node.operator} ${node.label}`)
  const read = new Set(nodes.flatMap((node) => node.inputs))
  const unnamed = (at: number) => names.indexOf(names[at] ?? '') !== names.lastIndexOf(names[at] ?? '')
  const hidden = new Map(
    nodes.filter((node, at) => node.inputs.length === 1 && read.has(node.id) && unnamed(at)).map((node) => [node.id, node.inputs[0] ?? '']),
  )
  const shown = (id: string): string => (hidden.has(id) ? shown(hidden.get(id) ?? '') : id)
  return nodes
    .filter((node) => !hidden.has(node.id))
    .map((node) => ({ ...node, inputs: [...new Set(node.inputs.map(shown))] }))
}

export interface Placed {
  node: GraphNode
  x: number
  y: number
}

/** Nodes reached from the sinks by depth first, inputs before their reader: dagre then crosses no input lines. */
export function fromSinks(nodes: readonly GraphNode[]): GraphNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const read = new Set(nodes.flatMap((node) => node.inputs))
  const ordered = new Set<GraphNode>()
  const visit = (node: GraphNode | undefined) => {
    if (!node || ordered.has(node)) return
    node.inputs.forEach((id) => visit(byId.get(id)))
    ordered.add(node)
  }
  nodes.filter((node) => !read.has(node.id)).forEach(visit)
  nodes.forEach(visit)
  return [...ordered]
}

export function place(nodes: readonly GraphNode[]): Placed[] {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 30 })
  graph.setDefaultEdgeLabel(() => ({}))
  const ordered = fromSinks(nodes)
  for (const node of ordered) graph.setNode(node.id, { width: NODE_WIDTH, height: NODE_HEIGHT })
  for (const node of ordered) for (const input of node.inputs) if (graph.hasNode(input)) graph.setEdge(input, node.id)
  layout(graph)
  return ordered.map((node) => {
    const { x, y } = graph.node(node.id) as { x: number; y: number }
    return { node, x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }
  })
}
