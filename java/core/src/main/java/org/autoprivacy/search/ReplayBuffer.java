package org.autoprivacy.search;

/**
 * The last transitions (state, action, reward, next state, whether the episode ended), oldest
 * overwritten first. Not thread-safe.
 */
final class ReplayBuffer {

  private final int capacity;
  private final int stateSize;
  private final int rowLength;
  private final float[] rows;
  private int size;
  private int next;

  ReplayBuffer(int capacity, int stateSize) {
    this.capacity = capacity;
    this.stateSize = stateSize;
    rowLength = 2 * stateSize + 3;
    rows = new float[capacity * rowLength];
  }

  void add(float[] state, float action, float reward, float[] nextState, boolean end) {
    int at = next * rowLength;
    System.arraycopy(state, 0, rows, at, stateSize);
    System.arraycopy(nextState, 0, rows, at + stateSize, stateSize);
    rows[at + 2 * stateSize] = action;
    rows[at + 2 * stateSize + 1] = reward;
    rows[at + 2 * stateSize + 2] = end ? 1 : 0;
    next = (next + 1) % capacity;
    size = Math.min(size + 1, capacity);
  }

  int size() {
    return size;
  }

  void copyState(int index, float[] to, int offset) {
    System.arraycopy(rows, index * rowLength, to, offset, stateSize);
  }

  void copyNextState(int index, float[] to, int offset) {
    System.arraycopy(rows, index * rowLength + stateSize, to, offset, stateSize);
  }

  float action(int index) {
    return rows[index * rowLength + 2 * stateSize];
  }

  float reward(int index) {
    return rows[index * rowLength + 2 * stateSize + 1];
  }

  boolean end(int index) {
    return rows[index * rowLength + 2 * stateSize + 2] > 0;
  }

  void write(StateWriter out) {
    out.putInt(size);
    out.putInt(next);
    out.putFloats(rows);
  }

  void read(StateReader in) {
    int newSize = in.getInt();
    int newNext = in.getInt();
    if (newSize < 0 || newSize > capacity || newNext < 0 || newNext >= capacity) {
      throw new IllegalArgumentException("the replay buffer's position is out of range");
    }
    size = newSize;
    next = newNext;
    in.getFloats(rows);
  }
}
