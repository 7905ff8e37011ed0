using System.Reflection;

namespace SocialCommerce.Kernel.Accounting;

/// <summary>
/// A movement that an event may book. Each is a static field of its module's class of movements: code books the field,
/// and a test compares the SQL that books with the fields.
/// </summary>
/// <param name="Event">The event.</param>
/// <param name="From">Account that gives.</param>
/// <param name="To">Account that receives.</param>
/// <param name="Unit">What moves; null for the shop's currency.</param>
public sealed record LedgerMove(string Event, string From, string To, string? Unit = null)
{
    /// <summary>The movements that a class declares.</summary>
    public static IReadOnlyList<LedgerMove> Of(Type moves) =>
    [
        .. moves.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(LedgerMove))
            .Select(field => (LedgerMove)field.GetValue(null)!),
    ];
}
