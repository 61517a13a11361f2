/** A fixed loop of Java, by whose time the measurements of different machines can be compared; run by {@code bench.sh}. */
final class Calibration {

    private static final int ROUNDS = 200;
    private static final int LENGTH = 1 << 20;

    private Calibration() {}

    public static void main(String[] arguments) {
        int[] numbers = new int[LENGTH];
        int last = 1;
        for (int round = 0; round < ROUNDS; round++) {
            last = mix(numbers, last);
        }
        System.out.println(last);
    }

    private static int mix(int[] numbers, int seed) {
        int last = seed;
        for (int i = 0; i < numbers.length; i++) {
            last = last * 1_664_525 + 1_013_904_223 ^ numbers[i];
            numbers[i] = last;
        }
        return last;
    }
}
