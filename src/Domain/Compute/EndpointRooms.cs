using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradingBase.Compute;

/// <summary>How much more each endpoint takes now: one number per row and kind.</summary>
/// <remarks>
/// Thread-safe and without a lock. A request takes all its kinds or none; what it took and gave back in
/// between can make another one look elsewhere, but never lets two have the same room.
/// </remarks>
public sealed class EndpointRooms
{
    /// <summary>Room of a kind that the endpoint does not limit.</summary>
    public const int Unlimited = int.MaxValue;

    private const int Kinds = 5;

    private readonly int _count;
    private readonly int[] _rooms;

    /// <summary>Makes rooms of nothing.</summary>
    /// <param name="count">How many endpoints.</param>
    /// <param name="length">Rows of a column, those that only fill up the last vector included.</param>
    internal EndpointRooms(int count, int length)
    {
        _count = count;
        _rooms = new int[Kinds * length];
    }

    /// <summary>How much of a kind is left; <see cref="Unlimited"/> where there is no limit.</summary>
    public int Left(int row, RoomKind kind) => Volatile.Read(ref Room(kind, row));

    /// <summary>Says how much of a kind is left, whatever was known.</summary>
    /// <param name="row">Which endpoint.</param>
    /// <param name="kind">Of what.</param>
    /// <param name="left">Zero or more, or <see cref="Unlimited"/>.</param>
    public void Set(int row, RoomKind kind, int left)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        Volatile.Write(ref Room(kind, row), left);
    }

    /// <summary>
    /// Gives some of a kind back, or fills it up with time; what has no limit stays without.
    /// </summary>
    /// <param name="row">Which endpoint.</param>
    /// <param name="kind">Of what.</param>
    /// <param name="amount">Zero or more.</param>
    /// <param name="most">What there can be at most; below <see cref="Unlimited"/>.</param>
    public void Give(int row, RoomKind kind, int amount, int most = Unlimited - 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        Give(ref Room(kind, row), amount, most);
    }

    /// <summary>Takes what a request may use at most, of every kind, or nothing.</summary>
    /// <returns>False when one kind has too little left.</returns>
    public bool TryTake(int row, in RouteQuestion question)
    {
        Span<int> needs = stackalloc int[Kinds];
        Needs(question, needs);
        for (int kind = 0; kind < Kinds; kind++)
        {
            if (!TryTake(ref Room((RoomKind)kind, row), needs[kind]))
            {
                while (--kind >= 0)
                {
                    Give(ref Room((RoomKind)kind, row), needs[kind], Unlimited - 1);
                }

                return false;
            }
        }

        return true;
    }

    /// <summary>Gives back all that <see cref="TryTake(int, in RouteQuestion)"/> took.</summary>
    /// <remarks>
    /// For a call that never went out: what a provider has counted comes back with time only.
    /// </remarks>
    public void GiveBack(int row, in RouteQuestion question)
    {
        Span<int> needs = stackalloc int[Kinds];
        Needs(question, needs);
        for (int kind = 0; kind < Kinds; kind++)
        {
            Give(ref Room((RoomKind)kind, row), needs[kind], Unlimited - 1);
        }
    }

    /// <summary>What a request needs of each kind.</summary>
    internal static void Needs(in RouteQuestion question, Span<int> needs)
    {
        needs[(int)RoomKind.Places] = 1;
        needs[(int)RoomKind.Requests] = 1;
        needs[(int)RoomKind.InputTokens] = question.InputTokens;
        needs[(int)RoomKind.OutputTokens] = question.MaxOutputTokens;
        needs[(int)RoomKind.Tokens] = question.DeclaredTokens;
    }

    /// <summary>Where the rooms of some rows begin: one kind after the other, as in the table.</summary>
    /// <param name="row">The first: a multiple of the vector's width, within the table.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref int Block(int row) => ref Unsafe.Add(
        ref MemoryMarshal.GetArrayDataReference(_rooms), unchecked((nuint)(uint)(row * Kinds)));

    private ref int Room(RoomKind kind, int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, _count);
        return ref _rooms[EndpointTable.Index(Kinds, (int)kind, row)];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryTake(ref int room, int need)
    {
        int left = Volatile.Read(ref room);
        while (left != Unlimited)
        {
            if (left < need)
            {
                return false;
            }

            int seen = Interlocked.CompareExchange(ref room, left - need, left);
            if (seen == left)
            {
                return true;
            }

            left = seen;
        }

        return true;
    }

    private static void Give(ref int room, int amount, int most)
    {
        int left = Volatile.Read(ref room);
        while (left != Unlimited)
        {
            int seen = Interlocked.CompareExchange(ref room, (int)Math.Min(most, (long)left + amount), left);
            if (seen == left)
            {
                return;
            }

            left = seen;
        }
    }
}
