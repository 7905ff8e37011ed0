namespace SocialCommerce.Kernel.Describing;

/// <summary>
/// The most elements of a list, or characters of a text, of a request; a body that has more is refused as it is read.
/// </summary>
/// <param name="count">How many.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MostAttribute(int count) : Attribute, IBounded
{
    /// <summary>How many.</summary>
    public int Count => count;

    /// <summary>Whether a check of its type refuses more, with a code of its own.</summary>
    public bool IsChecked { get; init; }

    /// <inheritdoc/>
    public Bound Bound => new(Most: count);
}
