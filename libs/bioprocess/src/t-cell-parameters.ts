/**
 * Parameters of the T-cell culture. "Range" means a value chosen inside the range usual for activated T cells;
 * "assumption" means no source better than engineering judgement.
 */
export const tCellParameters = {
  /** Largest specific growth rate, 1/d. Range: 0.55-0.85 /d, a doubling in 20-30 h. */
  muMax: 0.85,
  /** Mid-point of the lag, d. Range: lag of 24-48 h. */
  lagDays: 1.2,
  /** Culture day at which growth has slowed to one half. Range: slower after day 7-9. */
  slowDay: 8.5,
  /** Width of both transitions, d. Assumption. */
  transitionDays: 0.35,
  /** Half-saturation of growth by glucose, mmol/L (MAb culture model, K_glc). */
  kGlucose: 0.75,
  /** Half-saturation of growth by IL-2, IU/mL. Assumption, below the usual 20-200 IU/mL. */
  kIl2: 8,
  /** Lactate at half growth, mmol/L. Assumption: inhibition shows from about 20 mmol/L. */
  kiLactate: 30,
  /** Ammonium at half growth, mmol/L. Assumption: inhibition shows from 3-4 mmol/L. */
  kiAmmonium: 6,
  /** Steepness of both inhibitions. Assumption. */
  inhibitionPower: 4,
  /** Density at which growth stops, 1e6/mL. Range: perfused 10-35e6/mL. */
  maxDensity: 16,
  /** Specific death rate in good medium, 1/d. Assumption, gives a viability of 90-97 %. */
  death: 0.02,
  /** Further death without glucose, and again without oxygen, 1/d. Assumption. */
  deathStarved: 0.6,
  /** Lysis of dead cells, 1/d. Assumption. */
  lysis: 0.25,
  /** Glucose uptake, pmol/cell/d, equal to mmol/L/d per 1e6/mL. Range: 2-6, lower end. */
  qGlucose: 2,
  /** Lactate per glucose, mol/mol. Range: 1.5-1.9; never above 2 (two pyruvates per glucose). */
  yieldLactate: 1.5,
  /** Ammonium per glucose taken up, mol/mol: stands for glutaminolysis. Assumption. */
  yieldAmmonium: 0.12,
  /** Half-life of IL-2 in culture, d. Range: 1-2 d. */
  il2HalfLifeDays: 1.5,
  /** Oxygen uptake, pmol/cell/d. Assumption. */
  qOxygen: 5,
  /** CO2 released per O2 taken up, mol/mol. Full oxidation of glucose. */
  respiratoryQuotient: 1,
  /** Dissolved oxygen in medium at 37 degC under air, mmol/L. About 0.2 in medium. */
  oxygenAtAir: 0.2,
  /** CO2 solubility in plasma-like medium at 37 degC, mmol/L/mmHg (Henderson-Hasselbalch, clinical constant). */
  co2Solubility: 0.0307,
  /** Apparent pK of bicarbonate at 37 degC (clinical constant). */
  pkBicarbonate: 6.1,
  /** Bicarbonate of fresh medium, mmol/L. Assumption, RPMI-like: 24. */
  bicarbonate: 24,
  /** Share of lactic acid that consumes bicarbonate; other buffers take the rest. Assumption. */
  bufferShare: 0.6,
  /** kLa of oxygen at the reference agitation, 1/h. Assumption. */
  kLaReference: 10,
  /** Reference agitation, rpm. */
  agitationReference: 150,
  /** kLa rises with this power of the agitation. Assumption. */
  kLaPower: 1.5,
  /** Surface transfer left when no gas flows, 1/h. Assumption. */
  kLaStill: 0.02,
  /** kLa of CO2 over kLa of oxygen: square root of the diffusivity ratio 1.9/2.4. */
  kLaCo2Ratio: 0.89,
  /** Heat loss to the room, 1/h. Assumption. */
  heatLoss: 0.5,
  /** Temperature rise at full heating, degC/h. Assumption. */
  heatFull: 20,
  /** Room temperature, degC. */
  roomTemperature: 22,
} as const;

/** The shape of the T-cell parameters, for variations of them. */
export type TCellParameters = { readonly [name in keyof typeof tCellParameters]: number };

/** Fresh medium as it is perfused in. High-glucose medium with IL-2; assumption. */
export const freshMedium = {
  /** mmol/L */
  glucose: 20,
  /** IU/mL */
  il2: 100,
} as const;
