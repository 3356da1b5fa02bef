/*
 * A hand-written yardstick in C for the five workloads of the engine benchmark: binary heap, no API, no statistics beyond
 * the answer. One xoshiro128** stream per purpose and 53-bit uniforms, as in the engine; exponentials by inversion.
 *
 * Usage: reference WORKLOAD REPEATS STATE...   with four 32-bit words of state per stream, in the order of use below.
 * Prints one line per repeat: CPU seconds, the answer and a checksum.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  uint32_t a, b, c, d;
} Stream;

typedef struct {
  double time;
  uint32_t sequence;
  int32_t id;
} Event;

#define MAX_STREAMS 4
static Stream streams[MAX_STREAMS], fresh[MAX_STREAMS];
static Event *heap;
static int size;
static double checksum; /* of counts, where the workload has some */
static uint32_t sequence;

static inline uint32_t rotated(uint32_t x, int k) { return (x << k) | (x >> (32 - k)); }

static inline uint32_t uint32(Stream *s) {
  uint32_t result = rotated(s->b * 5, 7) * 9, shifted = s->b << 9;
  s->c ^= s->a;
  s->d ^= s->b;
  s->b ^= s->c;
  s->a ^= s->d;
  s->c ^= shifted;
  s->d = rotated(s->d, 11);
  return result;
}

static inline double closed(Stream *s) { /* [0, 1), 53 bits */
  uint32_t high = uint32(s) >> 5;
  return (high * 67108864.0 + (uint32(s) >> 6)) * 0x1p-53;
}

static inline double open01(Stream *s) { /* (0, 1), 52 bits */
  uint32_t high = uint32(s) >> 6;
  return (high * 67108864.0 + (uint32(s) >> 6) + 0.5) * 0x1p-52;
}

static inline double exponential(Stream *s, double mean) { return -mean * log(open01(s)); }

static inline int isBefore(const Event *x, const Event *y) {
  return x->time < y->time || (x->time == y->time && x->sequence < y->sequence);
}

static inline void push(double time, int32_t id) {
  Event event = {time, sequence++, id};
  int i = size++;
  while (i > 0) {
    int parent = (i - 1) >> 1;
    if (!isBefore(&event, &heap[parent])) break;
    heap[i] = heap[parent];
    i = parent;
  }
  heap[i] = event;
}

static inline Event pop(void) {
  Event first = heap[0], last = heap[--size];
  int i = 0;
  for (;;) {
    int child = 2 * i + 1;
    if (child >= size) break;
    if (child + 1 < size && isBefore(&heap[child + 1], &heap[child])) child++;
    if (!isBefore(&heap[child], &last)) break;
    heap[i] = heap[child];
    i = child;
  }
  heap[i] = last;
  return first;
}

/* M/M/c; streams: arrivals, service. The answer is the mean time in the system. */
static double queue(int servers, double rate, int customers) {
  double *arrived = malloc(sizeof(double) * customers), total = 0;
  int *waiting = malloc(sizeof(int) * customers);
  int head = 0, tail = 0, busy = 0, created = 0;
  push(exponential(&streams[0], 1 / rate), -1);
  while (size > 0) {
    Event event = pop();
    int next = -1;
    if (event.id < 0) {
      int customer = created++;
      arrived[customer] = event.time;
      if (created < customers) push(event.time + exponential(&streams[0], 1 / rate), -1);
      if (busy < servers) {
        busy++;
        next = customer;
      } else {
        waiting[tail++] = customer;
      }
    } else {
      total += event.time - arrived[event.id];
      if (head < tail) next = waiting[head++];
      else busy--;
    }
    if (next >= 0) push(event.time + exponential(&streams[1], 1), next);
  }
  free(arrived);
  free(waiting);
  return total / customers;
}

/* Processes that wait again and again; stream: wait. The answer is the time of the last event. */
static double ping(int processes, int waits, int isConstant) {
  int *left = malloc(sizeof(int) * processes);
  double time = 0;
  for (int i = 0; i < processes; i++) {
    left[i] = waits;
    push(isConstant ? 1 : exponential(&streams[0], 1), i);
  }
  while (size > 0) {
    Event event = pop();
    time = event.time;
    if (--left[event.id] > 0) push(time + (isConstant ? 1 : exponential(&streams[0], 1)), event.id);
  }
  free(left);
  return time;
}

/* PHOLD; streams: start, remote, target, delay. The answer is the time of the last event. */
static double phold(int lps, int messages, long events) {
  int *received = calloc(lps, sizeof(int));
  int64_t sum = 0;
  double time = 0;
  for (int i = 0; i < lps * messages; i++) push(exponential(&streams[0], 1), i % lps);
  for (long n = 0; n < events; n++) {
    Event event = pop();
    int target = event.id;
    time = event.time;
    received[target]++;
    if (closed(&streams[1]) < 0.5) target = (int)(closed(&streams[2]) * lps);
    push(event.time + 0.1 + exponential(&streams[3], 0.9), target);
  }
  for (int i = 0; i < lps; i++) sum = (sum * 31 + received[i]) % 1000000007;
  free(received);
  checksum = (double)sum;
  return time;
}

static double cpuSeconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

int main(int count, char **words) {
  if (count < 3) return 2;
  const char *workload = words[1];
  int repeats = atoi(words[2]);
  for (int i = 3; i < count && i < 3 + 4 * MAX_STREAMS; i++) {
    ((uint32_t *)fresh)[i - 3] = (uint32_t)strtoul(words[i], NULL, 10);
  }
  heap = malloc(sizeof(Event) * (1 << 20));
  for (int repeat = 0; repeat < repeats; repeat++) {
    memcpy(streams, fresh, sizeof streams);
    size = 0;
    sequence = 0;
    checksum = 0;
    double answer, begun = cpuSeconds();
    if (strcmp(workload, "mm1") == 0) answer = queue(1, 0.9, 1000000);
    else if (strcmp(workload, "mm10") == 0) answer = queue(10, 9, 1000000);
    else if (strcmp(workload, "ping") == 0) answer = ping(10000, 100, 0);
    else if (strcmp(workload, "pingc") == 0) answer = ping(10000, 100, 1);
    else if (strcmp(workload, "phold") == 0) answer = phold(1024, 16, 2000000);
    else return 2;
    printf("%.9f %.17g %.0f\n", cpuSeconds() - begun, answer, checksum);
  }
  return 0;
}
