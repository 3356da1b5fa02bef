import { deviance, logBinomialTerm, logGamma, logPoissonTerm, stirlingError } from './gamma.ts';
import { describe, expect, it } from 'vitest';
import { invert, invertCount } from './invert.ts';
import { lowerGamma, upperGamma } from './incomplete-gamma.ts';
import { millsRatio, normalCdf, normalQuantile } from './normal.ts';
import fc from 'fast-check';
import { integrate } from './integrate.ts';
import { regularisedBeta } from './incomplete-beta.ts';

// Reference values are mpmath's, computed with 50 digits.
const closeTo = (value: number, truth: number, tolerance = 1e-13): void =>
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(tolerance * Math.abs(truth));

describe('logGamma', () => {
  it('is the logarithm of a factorial at whole numbers', () => {
    let logFactorial = 0;
    for (let n = 1; n < 300; n++) {
      logFactorial += Math.log(n);
      expect(logGamma(n + 1)).toBeCloseTo(logFactorial, 9);
    }
  });

  it.each([
    [0.001, 6.907178885383853],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [3.3, 0.9870985778947344],
    [9.9, 12.57717990421988],
    [171.5, 709.1431630309282],
    [10000.0, 82099.71749644238],
    [100000000.0, 1742068066.1038346],
  ])('of %d is %d', (x, value) => {
    closeTo(logGamma(x), value);
  });

  it('has the correction of Stirling 1/(12 x) for large x', () => {
    closeTo(stirlingError(1e6), 1 / 12e6, 1e-12);
  });
});

describe('deviance', () => {
  it('keeps its digits where x is close to the mean', () => {
    // x ln(x/m) + m - x = (x - m)^2/(2 m) - (x - m)^3/(6 m^2) + ...
    closeTo(deviance(1e6 + 1, 1e6), 1 / 2e6 - 1 / 6e12 + 1 / 12e18, 1e-12);
    expect(deviance(0, 3)).toBe(3);
    closeTo(deviance(5, 2), 5 * Math.log(2.5) - 3);
  });
});

describe('the probability terms', () => {
  it('are those of small counts, multiplied out', () => {
    closeTo(Math.exp(logPoissonTerm(3, 2)), (8 / 6) * Math.exp(-2));
    expect([logPoissonTerm(0, 2), logPoissonTerm(0, 0), logPoissonTerm(2, 0)]).toEqual([-2, -0, -Infinity]);
    closeTo(Math.exp(logBinomialTerm(2, 5, 0.3)), 10 * 0.3 ** 2 * 0.7 ** 3);
    closeTo(Math.exp(logBinomialTerm(0, 5, 0.3)), 0.7 ** 5);
    closeTo(Math.exp(logBinomialTerm(5, 5, 0.3)), 0.3 ** 5);
  });
});

describe('the incomplete gamma functions', () => {
  it.each([
    [0.01, 0.0101, 0.9604420397808423, 0.0395579602191577],
    [0.3, 2.0, 0.977974019172853, 0.022025980827147015],
    [0.5, 1e-6, 0.0011283787909692363, 0.9988716212090307],
    [2.5, 0.1, 0.0008861387888124426, 0.9991138612111875],
    [2.5, 12.0, 0.9997828870565473, 0.00021711294345272333],
    [10.0, 1.0, 1.1142547833872067e-7, 0.9999998885745217],
    [100.0, 100.0, 0.5132987982791487, 0.48670120172085135],
    [100.0, 300.0, 1.0, 1.4110215102111522e-41],
    [10000.0, 9000.0, 2.073299202433928e-25, 1.0],
    [10000.0, 11000.0, 1.0, 1.6928531496469328e-22],
  ])('P(%d, %d) is %d and Q %d', (a, x, p, q) => {
    closeTo(lowerGamma(a, x), p, 1e-12);
    closeTo(upperGamma(a, x), q, 1e-12);
  });

  it('are exponential for a = 1, and add up to 1', () => {
    const argument = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(argument, fc.double({ min: 0.01, max: 500, noNaN: true }), (x, a) => {
        closeTo(upperGamma(1, x), Math.exp(-x), 1e-13);
        expect(lowerGamma(a, x) + upperGamma(a, x)).toBeCloseTo(1, 12);
      }),
    );
    expect([lowerGamma(2, 0), upperGamma(2, 0), lowerGamma(2, Infinity), upperGamma(2, Infinity)]).toEqual([
      0, 1, 1, 0,
    ]);
  });
});

describe('regularisedBeta', () => {
  it.each([
    [0.5, 0.1, 0.1, 0.5],
    [1e-10, 0.3, 2.0, 0.0012999999999700003],
    [0.999999, 2.0, 0.01, 0.1203267828537415],
    [0.3, 2.0, 3.0, 0.3483],
    [0.1, 30.0, 40.0, 6.029599569246241e-13],
    [0.3, 1000.0, 2000.0, 4.0738279160507714e-5],
    [0.999, 100000.0, 3.0, 1.8050206664622744e-40],
  ])('I_%d(%d, %d) is %d', (x, a, b, value) => {
    closeTo(regularisedBeta(x, a, b), value, 1e-12);
  });

  it('is x^a for b = 1 and symmetric', () => {
    const parameter = fc.double({ min: 0.05, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), parameter, parameter, (x, a, b) => {
        closeTo(regularisedBeta(x, a, 1), x ** a, 1e-12);
        expect(regularisedBeta(x, a, b) + regularisedBeta(1 - x, b, a, x)).toBeCloseTo(1, 11);
      }),
    );
    expect([regularisedBeta(0, 2, 3), regularisedBeta(1, 2, 3)]).toEqual([0, 1]);
  });
});

describe('the normal distribution', () => {
  it.each([
    [-37.0, 5.725571222524577e-300],
    [-20.0, 2.7536241186062337e-89],
    [-8.0, 6.220960574271784e-16],
    [-3.0, 0.0013498980316300946],
    [-0.1, 0.460172162722971],
    [0.0, 0.5],
    [1e-5, 0.500003989422804],
    [1.0, 0.8413447460685429],
    [4.0, 0.9999683287581669],
  ])('has cdf(%d) = %d', (z, value) => {
    closeTo(normalCdf(z), value, 1e-12);
  });

  it.each([
    [-5.0, 672621.6367228793],
    [-1.0, 3.4770518117036944],
    [0.0, 1.2533141373155003],
    [1.0, 0.6556795424187984],
    [3.0, 0.3045902987101033],
    [4.99, 0.1931683511618671],
    [5.01, 0.1924491593449455],
    [8.0, 0.1231319632579323],
    [40.0, 0.02498440420572057],
    [1000.0, 0.0009999990000029999],
  ])('has tail over density at %d = %d', (z, value) => {
    closeTo(millsRatio(z), value);
  });

  it('has a quantile that undoes the cdf down to the smallest probabilities', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (z) => {
        // Above the middle the cdf itself holds fewer digits of the tail.
        const digits = z < 0 ? 12 : 8;
        expect(normalQuantile(normalCdf(z))).toBeCloseTo(z, digits);
      }),
    );
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    closeTo(normalQuantile(5e-324), -38.467405617144344);
  });
});

describe('invert', () => {
  it('finds roots over many orders of magnitude to the last bit', () => {
    for (const root of [1e-200, 1e-9, 0.3, 7, 1e150])
      closeTo(
        invert((x) => x, root, 0, 1e200),
        root,
        1e-15,
      );
    expect(invert((x) => Math.floor(x), 3, -10, 10)).toBe(3);
  });

  it('finds the first count that reaches a probability, from any guess', () => {
    const cdf = (k: number): number => Math.min(1, (k + 1) / 100);
    for (const guess of [0, 3, 57, 1000]) expect(invertCount(cdf, 0.57, guess)).toBe(56);
    expect(invertCount(cdf, 0.01, 5)).toBe(0);
    expect(invertCount((k) => 1 - 1e18 / (k + 1e18), 0.5, 1e18)).toBeGreaterThanOrEqual(1e18 - 1e3);
  });
});

describe('integrate', () => {
  it('is exact for polynomials of degree 19 and precise for what is smooth', () => {
    closeTo(
      integrate((x) => x ** 19, 0, 2),
      2 ** 20 / 20,
      1e-14,
    );
    closeTo(
      integrate((x) => Math.exp(-0.5 * x * x), -9, 9),
      Math.sqrt(2 * Math.PI),
      1e-14,
    );
  });
});
