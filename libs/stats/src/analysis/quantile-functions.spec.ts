import { describe, expect, it } from 'vitest';
import { chiSquareQuantile, normalQuantile, tQuantile } from './quantile-functions.ts';

const relativeError = (value: number, truth: number): number => Math.abs(value / truth - 1);

// 12 digits or more from an independent library (SciPy 1.17); the leading ones are those of the tables in any textbook.
const normalTable = [
  [0.9, 1.2815515655446],
  [0.95, 1.64485362695147],
  [0.975, 1.95996398454005],
  [0.99, 2.32634787404084],
  [0.995, 2.5758293035489],
  [0.9995, 3.29052673149193],
  [0.999999, 4.75342430881709],
] as const;
const tTable = [
  [0.9, 1, 3.07768353718],
  [0.95, 1, 6.31375151468],
  [0.975, 1, 12.7062047362],
  [0.995, 1, 63.6567411629],
  [0.9995, 1, 636.619248769],
  [0.9, 2, 1.88561808316],
  [0.95, 2, 2.91998558035],
  [0.975, 2, 4.30265272975],
  [0.995, 2, 9.92484320092],
  [0.9995, 2, 31.5990545764],
  [0.9, 3, 1.6377443537],
  [0.95, 3, 2.3533634348],
  [0.975, 3, 3.18244630528],
  [0.995, 3, 5.84090930973],
  [0.9995, 3, 12.9239786367],
  [0.9, 5, 1.47588404882],
  [0.95, 5, 2.01504837333],
  [0.975, 5, 2.57058183564],
  [0.995, 5, 4.03214298356],
  [0.9995, 5, 6.86882662588],
  [0.9, 9, 1.3830287384],
  [0.95, 9, 1.83311293266],
  [0.975, 9, 2.2621571628],
  [0.995, 9, 3.24983554159],
  [0.9995, 9, 4.78091258593],
  [0.9, 10, 1.37218364111],
  [0.95, 10, 1.81246112281],
  [0.975, 10, 2.22813885199],
  [0.995, 10, 3.16927267262],
  [0.9995, 10, 4.5868938587],
  [0.9, 19, 1.32772820903],
  [0.95, 19, 1.72913281152],
  [0.975, 19, 2.09302405441],
  [0.995, 19, 2.86093460646],
  [0.9995, 19, 3.88340585259],
  [0.9, 30, 1.31041502539],
  [0.95, 30, 1.69726088659],
  [0.975, 30, 2.0422724563],
  [0.995, 30, 2.74999565357],
  [0.9995, 30, 3.64595863504],
  [0.9, 120, 1.28864623366],
  [0.95, 120, 1.65765089936],
  [0.975, 120, 1.97993040508],
  [0.995, 120, 2.61742114511],
  [0.9995, 120, 3.37345376856],
  [0.9, 1000, 1.28239872146],
  [0.95, 1000, 1.64637881729],
  [0.975, 1000, 1.96233908083],
  [0.995, 1000, 2.58075469807],
  [0.9995, 1000, 3.30028264842],
] as const;
const chiSquareTable = [
  [0.025, 1, 0.000982069117175],
  [0.05, 1, 0.00393214000002],
  [0.5, 1, 0.45493642312],
  [0.9, 1, 2.7055434541],
  [0.95, 1, 3.84145882069],
  [0.99, 1, 6.63489660102],
  [0.025, 2, 0.0506356159686],
  [0.05, 2, 0.102586588775],
  [0.5, 2, 1.38629436112],
  [0.9, 2, 4.60517018599],
  [0.95, 2, 5.99146454711],
  [0.99, 2, 9.21034037198],
  [0.025, 5, 0.831211613487],
  [0.05, 5, 1.14547622606],
  [0.5, 5, 4.3514601911],
  [0.9, 5, 9.23635689978],
  [0.95, 5, 11.0704976935],
  [0.99, 5, 15.0862724694],
  [0.025, 10, 3.24697278024],
  [0.05, 10, 3.94029913612],
  [0.5, 10, 9.34181776559],
  [0.9, 10, 15.9871791721],
  [0.95, 10, 18.3070380533],
  [0.99, 10, 23.209251159],
  [0.025, 30, 16.7907722656],
  [0.05, 30, 18.492660982],
  [0.5, 30, 29.3360315167],
  [0.9, 30, 40.2560237387],
  [0.95, 30, 43.7729718257],
  [0.99, 30, 50.8921813115],
  [0.025, 100, 74.2219274749],
  [0.05, 100, 77.929465165],
  [0.5, 100, 99.334129236],
  [0.9, 100, 118.498003811],
  [0.95, 100, 124.342113404],
  [0.99, 100, 135.806723171],
] as const;

describe('quantile functions', () => {
  it.each(normalTable)('give the normal quantile of %f to 11 digits, and its mirror image', (p, truth) => {
    expect(relativeError(normalQuantile(p), truth)).toBeLessThan(1e-11);
    expect(relativeError(normalQuantile(1 - p), -truth)).toBeLessThan(1e-11);
  });

  it.each(tTable)('give the t quantile of %f with %f degrees of freedom to 11 digits', (p, nu, truth) => {
    expect(relativeError(tQuantile(p, nu), truth)).toBeLessThan(1e-11);
    expect(relativeError(tQuantile(1 - p, nu), -truth)).toBeLessThan(1e-11);
  });

  it.each(chiSquareTable)(
    'give the chi-square quantile of %f with %i degrees of freedom to 11 digits',
    (p, nu, truth) => {
      expect(relativeError(chiSquareQuantile(p, nu), truth)).toBeLessThan(1e-11);
    },
  );

  it('match the closed forms of t with one and two degrees of freedom and of chi-square with two', () => {
    for (const p of [0.6, 0.75, 0.9, 0.975, 0.999]) {
      expect(relativeError(tQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)))).toBeLessThan(1e-11);
      expect(relativeError(tQuantile(p, 2), (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p))))).toBeLessThan(
        1e-11,
      );
      expect(relativeError(chiSquareQuantile(p, 2), -2 * Math.log(1 - p))).toBeLessThan(1e-11);
    }
  });

  it('have a median of exactly 0 where the distribution is symmetric', () => {
    expect([normalQuantile(0.5), tQuantile(0.5, 3)]).toEqual([0, 0]);
  });

  it('refuse the ends 0 and 1, and degrees of freedom that are none', () => {
    for (const p of [0, 1, -0.1, 1.5, NaN]) {
      expect(() => normalQuantile(p)).toThrow(expect.objectContaining({ code: 'PROBABILITY_INVALID' }));
    }
    expect(() => tQuantile(0.9, 0)).toThrow(/degrees of freedom of a t quantile is 0/);
    expect(() => chiSquareQuantile(0.9, NaN)).toThrow(/NaN/);
  });
});
