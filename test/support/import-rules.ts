/** The rules about who may import whom. Each gives the problems of a whole set of files. */
import { importGraph, packageOf, reachableFrom, type Import, type ImportGraph } from './import-graph.ts';
import { isTest, type Problem, type Source } from './source-files.ts';

/** What a folder may never lead to, in one step or in many. */
interface Layer {
  readonly folder: string;
  readonly folders: readonly string[];
  /** Packages that it may import, itself or through others; undefined where any will do. */
  readonly packages?: readonly string[];
}

const domainPackages = ['temporal-polyfill', 'currency-codes'];

const layers: readonly Layer[] = [
  { folder: 'src/domain/', folders: ['src/actors/', 'src/sim/', 'src/cli/'], packages: domainPackages },
  { folder: 'src/actors/', folders: ['src/sim/', 'src/cli/'], packages: ['xstate', ...domainPackages] },
  { folder: 'src/sim/kernel/', folders: ['src/domain/', 'src/actors/', 'src/cli/'], packages: ['seedrandom'] },
  { folder: 'src/sim/', folders: ['src/cli/'] },
  { folder: 'src/', folders: ['test/'] },
];

export function directionProblems(sources: readonly Source[]): Problem[] {
  const graph = importGraph(sources);
  return layers.flatMap((layer) =>
    sources
      .filter(({ path }) => path.startsWith(layer.folder) && !isTest(path))
      .flatMap(({ path }) =>
        [...reachableFrom(graph, [path])].flatMap(([file, way]) => trespasses(graph, layer, file, way)),
      ),
  );
}

/** Imports that come back to where they began, types included; each cycle once. */
export function cycleProblems(sources: readonly Source[]): Problem[] {
  const graph = importGraph(sources);
  const told = new Set<string>();
  return [...graph.keys()].flatMap((start) => {
    const back = [...reachableFrom(graph, [start])].flatMap(([file, way]) =>
      (graph.get(file) ?? []).filter(({ to }) => to === start).map((last) => way.concat(last)),
    );
    const cycle = back.find((ways) => !ways.some(({ from }) => told.has(from)));
    if (cycle === undefined) return [];
    for (const { from } of cycle) told.add(from);
    return [
      {
        path: start,
        line: cycle[0]?.line ?? 1,
        seen: `a cycle, ${chain(cycle)}`,
        expected: 'imports in one direction',
      },
    ];
  });
}

/** Files that no entry leads to. Tests are not entries: what only they import is dead. */
export function deadFileProblems(sources: readonly Source[], entries: readonly string[]): Problem[] {
  const missing = entries.filter((entry) => !sources.some(({ path }) => path === entry));
  if (missing.length > 0)
    return missing.map((path) => ({ path, line: 1, seen: 'no such file', expected: 'the entry' }));
  const alive = reachableFrom(importGraph(sources), entries);
  return sources
    .filter(({ path }) => path.startsWith('src/') && !isTest(path) && !alive.has(path))
    .map(({ path }) => ({
      path,
      line: 1,
      seen: 'a dead file',
      expected: `to be reached from ${entries.join(' or ')}`,
    }));
}

/** Only the shell has files, processes and sockets. */
export function builtInProblems(sources: readonly Source[], builtIns: readonly string[]): Problem[] {
  return [...importGraph(sources.filter(({ path }) => !isTest(path) && !path.startsWith('src/cli/'))).values()]
    .flat()
    .filter(({ specifier }) => specifier.startsWith('node:') || builtIns.includes(specifier))
    .map(({ from, line, specifier }) => ({
      path: from,
      line,
      seen: `the import of ${specifier}`,
      expected: 'it in src/cli alone',
    }));
}

export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Packages that are imported and not declared; the product may not lean on what only its tests have. */
export function undeclaredProblems(sources: readonly Source[], manifest: Manifest): Problem[] {
  return [...importGraph(sources).values()].flat().flatMap(({ from, line, specifier, to }) => {
    if (to !== undefined || specifier.startsWith('node:')) return [];
    const lists = isTest(from) ? [manifest.dependencies, manifest.devDependencies] : [manifest.dependencies];
    if (lists.some((list) => Object.hasOwn(list, packageOf(specifier)))) return [];
    const list = isTest(from) ? 'dependencies or devDependencies' : 'dependencies';
    return [{ path: from, line, seen: `the import of ${specifier}`, expected: `it among the ${list} of package.json` }];
  });
}

/** Versions in the manifest that are not one exact version. */
export function pinProblems(manifest: Manifest, text: string): Problem[] {
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => ({
      path: 'package.json',
      line: text.slice(0, text.indexOf(`"${name}":`)).split('\n').length,
      seen: `${name} at "${version}"`,
      expected: 'an exact version like 1.2.3',
    }));
}

function trespasses(graph: ImportGraph, layer: Layer, file: string, way: readonly Import[]): Problem[] {
  const problem = (steps: readonly Import[], seen: string, expected: string): Problem => ({
    path: steps[0]?.from ?? file,
    line: steps[0]?.line ?? 1,
    seen: steps.length > 1 ? `${seen}, by way of ${chain(steps)}` : seen,
    expected,
  });
  if (layer.folders.some((folder) => file.startsWith(folder))) {
    return [problem(way, `an import of ${file}`, `${layer.folder} not to know ${layer.folders.join(', ')}`)];
  }
  const { packages } = layer;
  if (packages === undefined) return [];
  const strangers = (graph.get(file) ?? []).filter(
    ({ to, specifier }) => to === undefined && !packages.includes(packageOf(specifier)),
  );
  return strangers.map((last) =>
    problem(way.concat(last), `an import of ${last.specifier}`, `${layer.folder} to need only ${packages.join(', ')}`),
  );
}

/** `a.ts → b.ts → xstate`. */
function chain(steps: readonly Import[]): string {
  const files = steps.map(({ to, specifier }) => to ?? specifier);
  return [...steps.slice(0, 1).map(({ from }) => from), ...files].join(' → ');
}
