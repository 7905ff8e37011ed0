using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.Kernel;

/// <summary>What is locked by a number that the product gave: of a shop, or of a customer.</summary>
public enum NumberedLock
{
    /// <summary>
    /// By shop. Every transaction that may write holds it beside others, before it reads the clock; whoever closes a
    /// period takes it alone.
    /// </summary>
    Books = 1,

    /// <summary>By shop: a settlement run takes it alone; whoever needs balances to stay holds it.</summary>
    Settlement,

    /// <summary>By shop: one month is closed at a time.</summary>
    Months,

    /// <summary>By shop: whoever books a hold by a brake holds it; a release takes it alone.</summary>
    Brakes,

    /// <summary>By shop: one instance looks at a shop's night.</summary>
    Watch,

    /// <summary>By shop: one tax remittance is booked at a time.</summary>
    TaxRemittances,

    /// <summary>By customer: whoever adds to a tree's sums holds its root; a binding of the root takes it.</summary>
    Root,

    /// <summary>By customer: what a person is owed.</summary>
    Balance,

    /// <summary>By customer: the numbers that a tier depends on.</summary>
    Tier,
}

/// <summary>What is locked by a name that a caller chose.</summary>
public enum NamedLock
{
    /// <summary>Everything that makes or looks for the order with an id.</summary>
    Order = 1,

    /// <summary>Everything that makes or looks for the event with an id that may wait for its order.</summary>
    Reference,

    /// <summary>A project.</summary>
    Project,

    /// <summary>An idempotency key of an operation.</summary>
    IdempotencyKey,
}

/// <summary>
/// All advisory locks of the product. PostgreSQL keeps them in two spaces that never meet. Numbers of ours are locked
/// in the one of two integers, kind and number, as they are. Names that callers choose are locked in the one of a
/// single bigint, by an HMAC-SHA256 over kind, shop and name: nobody without this database's secret finds a name whose
/// lock is another one's.
/// <para>Within a transaction they are taken in this order: books, idempotency key, order, reference, project, tier,
/// settlement, balance, brakes, root. A transaction that takes them otherwise may be chosen as a deadlock's victim, and
/// then runs again.</para>
/// </summary>
public static class Locks
{
    /// <summary>The migrator's own lock, held by its session; in the space of names, by a drawn number.</summary>
    public const long Migrations = 0x7A31_5C0E_94D2_6B88;

    /// <summary>SQL: holds the books of the shop @books beside others until the transaction ends.</summary>
    internal static readonly string HoldsBooks =
        $"pg_advisory_xact_lock_shared({(int)NumberedLock.Books}, @books)::text";

    /// <summary>SQL: takes the lock @name, or none where it is null.</summary>
    internal const string TakesName = "pg_advisory_xact_lock(@name)::text";

    /// <summary>SQL: tries to take the lock of @kind on the bigint key.</summary>
    public const string TriesKey = "pg_try_advisory_xact_lock(@kind, key::bit(32)::integer)";

    /// <summary>How long one try to take alone what others hold waits, and so whoever comes meanwhile.</summary>
    private const string OneTry = "250ms";

    /// <summary>Holds it beside others who hold it, until the transaction ends.</summary>
    public static void Hold(this Batch batch, NumberedLock kind, long number) =>
        batch.Rows<string>(HoldSql, new { kind = (int)kind, number = Fold(number) });

    /// <summary>Takes locks that nobody holds beside others, in the order of their numbers.</summary>
    public static void Take(this Batch batch, NumberedLock kind, params long[] numbers) =>
        batch.Rows<string>(TakeSql, new { kind = (int)kind, numbers = numbers.Select(Fold).Order().ToArray() });

    /// <summary>
    /// Takes alone what others hold beside each other. It waits in short tries: whoever comes meanwhile would have to
    /// wait behind it. The transaction runs again from its beginning after each.
    /// </summary>
    public static void TakeAlone(this Batch batch, NumberedLock kind, long number)
    {
        batch.Rows<string>(TakeWithinSql, new
        {
            kind = (int)kind,
            number = Fold(number),
            patience = OneTry,
            usual = batch.UsualPatience,
        });
        batch.TriesAgain = true;
    }

    /// <summary>Takes it where nobody has it; false where somebody has.</summary>
    public static Rows<bool> TryTake(this Batch batch, NumberedLock kind, long number) =>
        batch.Rows<bool>(TrySql, new { kind = (int)kind, key = number });

    /// <summary>Takes the lock on a name of a shop.</summary>
    public static void Take(this Batch batch, NamedLock kind, long shopId, string name) =>
        batch.Rows<string>(TakeNameSql, new { name = batch.Names.Of(kind, shopId, name) });

    /// <summary>The same, but waits for no longer than this; what comes after it waits as usual.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="kind">What the name names.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="name">The name.</param>
    /// <param name="patience">A time as PostgreSQL writes it.</param>
    public static void TakeWithin(this Batch batch, NamedLock kind, long shopId, string name, string patience) =>
        batch.Rows<string>(TakeNameWithinSql, new
        {
            name = batch.Names.Of(kind, shopId, name),
            patience,
            usual = batch.UsualPatience,
        });

    /// <summary>A number as PostgreSQL's integer; two that are 2^32 apart share a lock, and wait.</summary>
    internal static int Fold(long number) => unchecked((int)number);

    internal const string MigrateSql = "select pg_advisory_lock(@lockKey)";

    internal const string MigratedSql = "select pg_advisory_unlock(@lockKey)";

    private const string HoldSql = "select pg_advisory_xact_lock_shared(@kind, @number)::text";

    private const string TakeSql = """
        select pg_advisory_xact_lock(@kind, number)::text from unnest(@numbers) as number
        """;

    private const string TrySql = $"select {TriesKey} from (select @key) as one(key)";

    private const string TakeNameSql = $"select {TakesName}";

    private const string Within = "select set_config('lock_timeout', @patience, true)";

    private const string AsUsual = "set_config('lock_timeout', @usual, true)";

    private const string TakeWithinSql = $"{Within}, pg_advisory_xact_lock(@kind, @number)::text, {AsUsual}";

    private const string TakeNameWithinSql = $"{Within}, {TakesName}, {AsUsual}";
}

/// <summary>Makes the keys of locks on names; every instance on a database makes the same ones.</summary>
/// <param name="secret">The database's own; it leaves it for nothing else.</param>
public sealed class LockNames(byte[] secret)
{
    private const int HeadSize = 12;

    /// <summary>The key of a name: the first 64 bits of an HMAC-SHA256 over kind, shop and name.</summary>
    public long Of(NamedLock kind, long shopId, string name)
    {
        Span<byte> message = stackalloc byte[HeadSize + Encoding.UTF8.GetMaxByteCount(Math.Min(name.Length, 512))];
        if (name.Length > 512) message = new byte[HeadSize + Encoding.UTF8.GetMaxByteCount(name.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(message, (int)kind);
        BinaryPrimitives.WriteInt64LittleEndian(message[sizeof(int)..], shopId);
        var length = HeadSize + Encoding.UTF8.GetBytes(name, message[HeadSize..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, message[..length], hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    internal const string SecretSql = "select sc_lock_secret()";
}
