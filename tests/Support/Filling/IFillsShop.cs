namespace SocialCommerce.TestSupport.Filling;

/// <summary>
/// A part of the filled shop: one capability's. It is found in this assembly and runs after the parts that it needs.
/// </summary>
public interface IFillsShop
{
    /// <summary>The parts that have to be there before.</summary>
    IReadOnlyCollection<Type> Needs { get; }

    /// <summary>Fills the capability's lists, and states the ids of its routes.</summary>
    Task Fill(FilledShop filled);
}
