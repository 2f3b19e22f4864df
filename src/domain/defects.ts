/**
 * The mistakes that can be switched on in the payment system, by name. Each is a small change of policy at the place where
 * a team would make it; what it does, and who made it, is told in the catalogue of defects.
 */
export const keyDefects = ['timeout-treated-as-failure'] as const;
export const webhookDefects = [] as const;
export const sagaDefects = [] as const;
export const amountDefects = [] as const;
export const nightDefects = [] as const;

export const defectNames = [
  ...keyDefects,
  ...webhookDefects,
  ...sagaDefects,
  ...amountDefects,
  ...nightDefects,
] as const;

export type DefectName = (typeof defectNames)[number];

/** The defects of a run; none unless the scenario switches one on. */
export type Defects = ReadonlySet<DefectName>;

export const noDefects: Defects = new Set();
